"""Addresses of signing in, of one's own account, of people and of roles."""

from django.urls import path

from gongkai.office.accounts import (
    changing,
    own,
    password,
    pending,
    people,
    roles,
    second_factor,
    signing_in,
)

urlpatterns = [
    path("login/", signing_in.sign_in, name="sign-in"),
    path("login/code/", pending.ask_code, name="sign-in-code"),
    path("login/demo/", signing_in.enter_demo, name="sign-in-demo"),
    path("logout/", signing_in.sign_out, name="sign-out"),
    path("account/", own.own_account, name="own-account"),
    path("account/password/", password.own_password, name="own-password"),
    path("account/code/", second_factor.enrol, name="second-factor"),
    path("account/code/picture.svg", second_factor.picture, name="second-factor-picture"),
    path("account/code/drop/", second_factor.drop, name="second-factor-drop"),
    path("account/sessions/others/end/", own.end_others, name="sessions-end-others"),
    path("account/sessions/<int:sign_in_id>/end/", own.end_session, name="session-end"),
    path("account/delegations/new/", own.new_delegation, name="delegation-new"),
    path("account/delegations/<int:delegation_id>/end/", own.end_delegation, name="delegation-end"),
    path("people/", people.index, name="people"),
    path("people/new/", changing.new, name="person-new"),
    path("people/<int:person_id>/", people.person_page, name="person"),
    path("people/<int:person_id>/edit/", changing.edit, name="person-edit"),
    path("people/<int:person_id>/move/", changing.move, name="person-move"),
    path("people/<int:person_id>/reset/", changing.reset, name="person-reset"),
    path("people/<int:person_id>/close/", changing.close, name="person-close"),
    path("people/<int:person_id>/reopen/", changing.reopen, name="person-reopen"),
    path("people/<int:person_id>/sessions/end/", changing.end_sessions, name="person-end-sessions"),
    path("people/<int:person_id>/code/remove/", changing.remove_code, name="person-remove-code"),
    path("people/<int:person_id>/roles/new/", roles.assign, name="role-assign"),
    path("roles/", roles.index, name="roles"),
    path("roles/new/", roles.new, name="role-new"),
    path("roles/<int:role_id>/", roles.edit, name="role-edit"),
    path("roles/assignments/<int:assignment_id>/revoke/", roles.revoke, name="role-revoke"),
]
