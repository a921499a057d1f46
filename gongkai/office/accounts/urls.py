"""Addresses of signing in and of accounts."""

from django.urls import path

from gongkai.office.accounts import password, signing_in

urlpatterns = [
    path("login/", signing_in.sign_in, name="sign-in"),
    path("login/demo/", signing_in.enter_demo, name="sign-in-demo"),
    path("logout/", signing_in.sign_out, name="sign-out"),
    path("account/password/", password.own_password, name="own-password"),
]
