"""Addresses of the reports."""

from django.urls import path

from reports import views

urlpatterns = [
    path("", views.coverage_page, name="coverage"),
    path("longest/", views.longest_unheard, name="longest_unheard"),
    path("<slug:disposition>/", views.coverage_list, name="coverage_list"),
]
