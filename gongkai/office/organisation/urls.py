"""Addresses of the organisation."""

from django.urls import path

from gongkai.office.organisation import (
    bodies,
    changing,
    importing,
    joining,
    reforming,
    tasks,
    tree,
    unit,
)

urlpatterns = [
    path("", tree.index, name="org"),
    path("new/", changing.new, name="org-new"),
    path("import/", importing.import_page, name="org-import"),
    path("import/template.xlsx", importing.template, name="org-import-template"),
    path("import/present.xlsx", importing.template, {"filled": True}, name="org-import-filled"),
    path("tasks/", tasks.index, name="org-tasks"),
    path("tasks/new/", tasks.new, name="org-task-new"),
    path("tasks/<int:task_id>/edit/", tasks.edit, name="org-task-edit"),
    path("tasks/<int:task_id>/end/", tasks.end, name="org-task-end"),
    path("<int:unit_id>/", unit.unit_page, name="org-unit"),
    path("<int:unit_id>/edit/", changing.edit, name="org-edit"),
    path("<int:unit_id>/rename/", changing.rename, name="org-rename"),
    path("<int:unit_id>/move/", changing.move, name="org-move"),
    path("<int:unit_id>/end/", reforming.end, name="org-end"),
    path("<int:unit_id>/merge/", reforming.merge, name="org-merge"),
    path("<int:unit_id>/split/", reforming.split, name="org-split"),
    path("<int:unit_id>/bodies/new/", bodies.new, name="org-body-new"),
    path("bodies/<int:body_id>/", bodies.body_page, name="org-body"),
    path("bodies/<int:body_id>/edit/", bodies.edit, name="org-body-edit"),
    path("bodies/<int:body_id>/end/", bodies.end, name="org-body-end"),
    path("bodies/<int:body_id>/members/new/", bodies.join, name="org-member-new"),
    path("bodies/<int:body_id>/members/many/", joining.join_many, name="org-members-new"),
    path("members/<int:member_id>/leave/", bodies.leave, name="org-member-leave"),
]
