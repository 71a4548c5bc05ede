"""The same paths as the platform's."""

from django.urls import path

from drf import views

_API = "api/v1/"
urlpatterns = [
    path("livez", views.livez),
    path(_API + "auth/token", views.SignIn.as_view()),
    path(_API + "members", views.Members.as_view()),
    path(_API + "members/<uuid:pk>", views.OneMember.as_view()),
    path(_API + "point-entries/<uuid:pk>/confirm", views.Confirm.as_view()),
    path(_API + "tickets/<uuid:pk>/transitions", views.Move.as_view()),
    path(_API + "tickets/<uuid:pk>", views.OneTicket.as_view()),
    path(_API + "tickets/<uuid:pk>/events", views.Events.as_view()),
    path(_API + "tickets/<uuid:pk>/progress", views.Progress.as_view()),
    path(_API + "branches/<uuid:pk>/points/distribution", views.Distribution.as_view()),
]
