from django.contrib import admin
from django.urls import include, path

from quiz.pages import asking, guide, health, home, practice, progress, settings

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
]

guide_urls = [
    path("", guide.index, name="index"),
    path("<slug:guide>/", guide.outline, name="outline"),
    path("<slug:guide>/choose/", guide.choose, name="choose"),
    path("<slug:guide>/<slug:topic>/", guide.topic, name="topic"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("practice/", include((practice_urls, "practice"))),
    path("guide/", include((guide_urls, "guide"))),
    path("progress/", progress.progress, name="progress"),
    path("settings/", settings.settings, name="settings"),
    path("healthz", health.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]

handler400 = "quiz.pages.errors.bad_request"
