"""Addresses of triage: rules, promises and the audit."""

from django.urls import path

from triage.views import audit, rules, sla

urlpatterns = [
    path("rules/", rules.rule_list, name="rule_list"),
    path("rules/new/", rules.rule_create, name="rule_create"),
    path("rules/<int:pk>/", rules.rule_change, name="rule_change"),
    path("rules/<int:pk>/delete/", rules.rule_delete, name="rule_delete"),
    path("rules/<int:pk>/switch/", rules.rule_switch, name="rule_switch"),
    path("rules/<int:pk>/move/", rules.rule_move, name="rule_move"),
    path("sla/", sla.sla_list, name="sla_list"),
    path("sla/new/", sla.sla_policy_create, name="sla_policy_create"),
    path("sla/<int:pk>/", sla.sla_policy_change, name="sla_policy_change"),
    path("sla/<int:pk>/delete/", sla.sla_policy_delete, name="sla_policy_delete"),
    path("sla/hours/<int:team>/", sla.hours_change, name="hours_change"),
    path("sla/hours/<int:team>/delete/", sla.hours_delete, name="hours_delete"),
    path("audit/", audit.audit, name="audit"),
    path("audit/<slug:way_out>/", audit.audit_list, name="audit_list"),
    path("audit/<slug:way_out>/draw/", audit.audit_draw, name="audit_draw"),
    path("reviews/<int:pk>/agree/", audit.review_agree, name="review_agree"),
    path("reviews/<int:pk>/overturn/", audit.review_overturn, name="review_overturn"),
]
