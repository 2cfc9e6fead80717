from allauth.account import views as accounts
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from quiz.admin import preview
from quiz.pages import asking, guide, health, home, practice, progress, settings, signing_in

# The desk has no door of its own: its URLs, below, take this for theirs.
admin.site.index_title = "The editors’ desk"
admin.site.enable_nav_sidebar = False  # Its filter looks like a search of the list beside it.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

practice_urls = [
    path("", practice.menu, name="menu"),
    path("start/", practice.start, name="start"),
    path("first/", asking.first, name="first"),
    path("<int:pk>/", asking.question, name="question"),
    path("<int:pk>/answer/", asking.answer, name="answer"),
    path("<int:pk>/reveal/", asking.reveal, name="reveal"),
    path("<int:pk>/skip/", asking.skip, name="skip"),
    path("<int:pk>/star/", asking.star, name="star"),
    path("<int:pk>/undo/", asking.undo, name="undo"),
    path("<int:pk>/answered/<int:item>/", asking.answered, name="answered"),
    path("<int:pk>/summary/", practice.summary, name="summary"),
    path("<int:pk>/again/", practice.again, name="again"),
]

guide_urls = [
    path("", guide.index, name="index"),
    path("<slug:guide>/", guide.outline, name="outline"),
    path("<slug:guide>/choose/", guide.choose, name="choose"),
    path("<slug:guide>/<slug:topic>/", guide.topic, name="topic"),
]

account_urls = [
    path("signup/", signing_in.SignUp.as_view(), name="account_signup"),
    path("login/", accounts.login, name="account_login"),
    path("logout/", accounts.logout, name="account_logout"),
    path("inactive/", accounts.account_inactive, name="account_inactive"),
    path("email/", accounts.email, name="account_email"),
    path("email/sent/", accounts.email_verification_sent, name="account_email_verification_sent"),
    path("email/confirm/<str:key>/", accounts.confirm_email, name="account_confirm_email"),
    path("password/change/", accounts.password_change, name="account_change_password"),
    path("password/set/", accounts.password_set, name="account_set_password"),
    path("password/reset/", accounts.password_reset, name="account_reset_password"),
    path("password/reset/sent/", accounts.password_reset_done, name="account_reset_password_done"),
    path("password/reset/done/", accounts.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accounts.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("practice/", include((practice_urls, "practice"))),
    path("guide/", include((guide_urls, "guide"))),
    path("progress/", progress.progress, name="progress"),
    path("settings/", settings.settings, name="settings"),
    path("account/", include(account_urls)),
    path("healthz", health.healthz, name="healthz"),
    path("admin/preview/<uuid:pk>/", preview.question, name="preview"),
    path("admin/", admin.site.urls),
]

handler400 = "quiz.pages.errors.bad_request"
