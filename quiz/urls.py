from django.contrib import admin
from django.urls import include, path

from quiz.pages import guide, health, home, practice, progress, settings

practice_urls = [
    path("", practice.menu, name="menu"),
    path("start/", practice.start, name="start"),
    path("first/", practice.first, name="first"),
    path("<int:pk>/", practice.question, name="question"),
    path("<int:pk>/answer/", practice.answer, name="answer"),
    path("<int:pk>/reveal/", practice.reveal, name="reveal"),
    path("<int:pk>/skip/", practice.skip, name="skip"),
    path("<int:pk>/star/", practice.star, name="star"),
    path("<int:pk>/undo/", practice.undo, name="undo"),
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
