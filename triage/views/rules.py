"""The lead's pages of rules: what is laid down, writing one with a look at whom it would have touched, ordering, taking away."""

from typing import Any

from django.contrib import messages as notices
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inbox.access import MemberRequest, member_view
from inbox.models import Role, Rule, Tag
from triage import rulemaking
from triage.forms.rules import RuleForm, initial_of
from triage.preview import Preview, preview
from triage.rule_words import describe, value_names
from triage.rulebook import read_rule
from triage.standing import rule_figures

SALT = "heard.rule-preview"


def _get_rule(request: MemberRequest, pk: int) -> Rule:
    return get_object_or_404(Rule.objects.standing(), pk=pk, workspace=request.member.workspace)


@require_GET
@member_view(Role.LEAD)
def rule_list(request: MemberRequest) -> HttpResponse:
    """Every rule in its order, with what it does and what came of it."""
    rules = list(
        Rule.objects.standing()
        .filter(workspace=request.member.workspace)
        .select_related("assignee", "author")
        .prefetch_related("tags")
    )
    figures = rule_figures([rule.pk for rule in rules], now=timezone.now())
    names = value_names(request.member)
    rows = [(rule, describe(rule, names), figures[rule.pk]) for rule in rules]
    return render(request, "triage/rules.html", {"rows": rows, "current_page": "rules"})


@require_http_methods(["GET", "POST"])
@member_view(Role.LEAD)
def rule_create(request: MemberRequest) -> HttpResponse:
    return _write(request, Rule())


@require_http_methods(["GET", "POST"])
@member_view(Role.LEAD)
def rule_change(request: MemberRequest, pk: int) -> HttpResponse:
    return _write(request, _get_rule(request, pk))


def _write(request: MemberRequest, rule: Rule) -> HttpResponse:
    """Nothing is kept that was not seen before: saving needs the seal of a preview of these very words."""
    is_new = rule.pk is None
    if request.method == "GET":
        initial = {} if is_new else initial_of(rule)
        return _show(request, rule, RuleForm(request.member, initial=initial))
    form = RuleForm(request.member, request.POST, initial={"pk": rule.pk})
    if not form.is_valid():
        return _show(request, rule, form, status=422)
    form.fill(rule)
    if request.POST.get("step") != "save" or not _is_sealed(request, rule):
        rule_as_read = read_rule(rule)
        seen = preview(request.member.workspace_id, rule_as_read, now=timezone.now())
        return _show(request, rule, form, seen=seen, seal=signing.dumps(_words_of(request, rule), salt=SALT))
    and_now: list[int] = []
    if form.cleaned_data["applies_now"]:
        seen = preview(request.member.workspace_id, read_rule(rule), now=timezone.now())
        and_now = seen.waiting_ids
    rulemaking.save_rule(rule, tags=form.cleaned_data["tags"], user=request.user, now=timezone.now(), and_now=and_now)
    notices.success(request, f"The rule “{rule}” is kept.")
    return redirect("rule_list")


def _words_of(request: MemberRequest, rule: Rule) -> list[Any]:
    """What a preview depends on."""
    return [request.user.pk, rule.pk, rule.conditions, rule.lane]


def _is_sealed(request: MemberRequest, rule: Rule) -> bool:
    try:
        found: list[Any] = signing.loads(request.POST.get("seal", ""), salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return False
    return found == _words_of(request, rule)


def _show(
    request: MemberRequest,
    rule: Rule,
    form: RuleForm,
    *,
    seen: Preview | None = None,
    seal: str = "",
    status: int = 200,
) -> HttpResponse:
    tags = Tag.objects.filter(workspace=request.member.workspace).order_by("name")[:200]
    context = {"rule": rule, "form": form, "seen": seen, "seal": seal, "tags": tags, "current_page": "rules"}
    return render(request, "triage/rule.html", context, status=status)


@require_POST
@member_view(Role.LEAD)
def rule_delete(request: MemberRequest, pk: int) -> HttpResponse:
    rule = _get_rule(request, pk)
    rulemaking.delete_rule(rule, now=timezone.now())
    notices.success(request, f"The rule “{rule}” is gone. Whoever it moved goes back within seconds.")
    return redirect("rule_list")


@require_POST
@member_view(Role.LEAD)
def rule_switch(request: MemberRequest, pk: int) -> HttpResponse:
    rule = _get_rule(request, pk)
    is_active = request.POST.get("to") == "on"
    rulemaking.switch_rule(rule, is_active=is_active, user=request.user, now=timezone.now())
    did = "is at work again" if is_active else "rests"
    notices.success(request, f"The rule “{rule}” {did}.")
    return redirect("rule_list")


@require_POST
@member_view(Role.LEAD)
def rule_move(request: MemberRequest, pk: int) -> HttpResponse:
    rulemaking.move_rule(_get_rule(request, pk), is_up=request.POST.get("to") == "up", now=timezone.now())
    return redirect("rule_list")
