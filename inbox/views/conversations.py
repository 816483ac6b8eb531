"""The agent's pages: lists of conversations, one conversation, and everything done to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from connectors.capabilities import Action
from connectors.errors import Malformed, NeedsReauth, NotPermitted
from connectors.length import count
from inbox import access
from inbox.access import MemberRequest, member_view
from inbox.forms import CLOSING, SNOOZES, CloseForm, NoteForm, ReplyForm, SnoozeForm
from inbox.models import Conversation, Message, Outcome, Reply, Role
from inbox.queries import lists, timeline
from inbox.services import attachments, lifecycle, moderation, replies
from inbox.services.lifecycle import NotPossible


@member_view()
def home(request: MemberRequest) -> HttpResponse:
    """Where a role's day begins."""
    if request.member.role == Role.LEAD:
        return redirect("coverage")
    if request.member.role == Role.ADMIN and not request.member.workspace.accounts.exists():
        return redirect("account_list")
    return redirect("conversation_list", view="queue")


@require_GET
@vary_on_headers("HX-Request", "HX-Target")
@member_view()
def conversation_list(request: MemberRequest, view: str) -> HttpResponse:
    """A list; its rows alone when htmx asks for them."""
    context = _list_context(request, view)
    if request.htmx and request.htmx.target == "list":
        return render(request, "inbox/_list.html", context)
    if request.htmx and request.htmx.target == "more":
        return render(request, "inbox/_rows.html", context)
    return render(request, "inbox/list.html", context)


@require_GET
@vary_on_headers("HX-Request", "HX-Target")
@member_view()
def conversation_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One conversation, beside the list it was opened from."""
    conversation = access.get_conversation(request.member, pk)
    context = _conversation_context(request, conversation)
    if request.htmx and request.htmx.target == "thread":
        return render(request, "inbox/_thread.html", context)
    if request.htmx and request.htmx.target == "conversation":
        return render(request, "inbox/_conversation.html", context)
    return render(request, "inbox/detail.html", {**_list_context(request, context["from_view"]), **context})


def _list_context(request: MemberRequest, view: str) -> dict[str, Any]:
    if view not in lists.VIEWS:
        raise Http404
    asked = request.GET.get("rows", "")
    rows = int(asked) if asked.isdecimal() and len(asked) < 5 else lists.PAGE_SIZE
    page = lists.list_conversations(request.member, view, after=request.GET.get("after", ""), rows=rows)
    return {"view": lists.VIEWS[view], "page": page, "from_view": view}


def _conversation_context(request: MemberRequest, conversation: Conversation, **extra: Any) -> dict[str, Any]:
    from_view = request.GET.get("in") or request.POST.get("in") or "queue"
    thread = timeline.read_thread(conversation)
    post = conversation.post
    # A thread that the person began themselves has no other post above it.
    has_own_root = post and any(e.kind == "message" and e.thing.external_id == post.external_id for e in thread.entries)
    return {
        "conversation": conversation,
        "thread": thread,
        "post": None if has_own_root else post,
        "others": timeline.other_conversations(conversation, request.member),
        "from_view": from_view if from_view in lists.VIEWS else "queue",
        "is_claimed": conversation.claimed_by_id is not None and not conversation.is_claim_over(timezone.now()),
        "tags": list(conversation.tags.order_by("name")),
        "closing": CLOSING,
        "snoozes": SNOOZES,
        "ways": _ways_to_answer(thread.last_inbound),
        **extra,
    }


def _ways_to_answer(message: Message | None) -> dict[str, Any]:
    """In public, in private, or why not: as the platform's capabilities say of this message."""
    if message is None:
        return {}
    found: dict[str, Any] = {}
    for name, is_private in (("in_place", False), ("in_private", True)):
        try:
            found[name] = replies.rules_for(message, is_private=is_private)
        except NotPossible as error:
            found[f"{name}_refusal"] = str(error)
    return found


def _after_change(request: MemberRequest, conversation: Conversation, **extra: Any) -> HttpResponse:
    """The conversation as it now stands: as a fragment for htmx, by a redirect otherwise."""
    status = extra.pop("status", 200)
    if request.htmx or status != 200:
        fresh = access.get_conversation(request.member, conversation.pk)
        context = _conversation_context(request, fresh, **extra)
        if request.htmx:
            return render(request, "inbox/_conversation.html", context, status=status)
        page = {**_list_context(request, context["from_view"]), **context}
        return render(request, "inbox/detail.html", page, status=status)
    return redirect(f"{conversation.get_absolute_url()}?in={request.POST.get('in', 'queue')}")


@require_POST
@member_view()
def reply_create(request: MemberRequest, pk: int) -> HttpResponse:
    """Send an answer. What cannot be sent comes back with its text and the reason."""
    conversation = access.get_conversation(request.member, pk)
    form = ReplyForm(request.POST)
    text = request.POST.get("text", "")
    try:
        if not form.is_valid():
            raise NotPossible("Write something first." if not text.strip() else "This reply cannot be sent as it is.")
        seen = Message.objects.filter(pk=form.cleaned_data["seen"], conversation=conversation).first()
        if seen is None:
            raise NotPossible("There is nothing here to answer any more.")
        _check_shown(seen, form)
        how = {name: form.cleaned_data[name] for name in ("text", "seen_through", "is_private")}
        replies.queue_reply(conversation, seen=seen, user=request.user, now=timezone.now(), **how)
    except NotPossible as error:
        kept = {"reply_text": text, "reply_private": request.POST.get("is_private") == "on"}
        return _after_change(request, conversation, reply_error=str(error), status=422, **kept)
    return _after_change(request, conversation)


def _check_shown(seen: Message, form: ReplyForm) -> None:
    """What is answered moves on with the thread; the words beside the text do not. Raises NotPossible where they differ."""
    shown_as, is_in_private = form.cleaned_data["shown_as"], form.cleaned_data["is_private"]
    would_be = "private" if seen.is_private else "public"
    if shown_as and shown_as != would_be and not is_in_private:
        raise NotPossible(
            f"They have written again meanwhile, and an answer to that is {would_be}. Nothing was sent; look at it once more."
        )


@require_POST
@member_view()
def reply_length(request: MemberRequest, pk: int) -> HttpResponse:
    """How long the text is, as the platform counts it."""
    conversation = access.get_conversation(request.member, pk)
    text = request.POST.get("text", "").strip()
    answered = replies.last_inbound(conversation)
    is_private = request.POST.get("is_private") == "on"
    rules = answered.account.reply_rules(answered.kind, is_private=is_private) if answered else None
    if answered and text:
        text = answered.account.as_sent(text, answered.answering)
    counts = [(count(text, limit.counting), limit) for limit in (rules.limits if rules else ())]
    # The one that will run out first; the others say nothing new.
    length, limit = max(counts, key=lambda pair: pair[0] / pair[1].amount, default=(0, None))
    is_over = limit is not None and length > limit.amount
    return render(request, "inbox/_length.html", {"length": length, "limit": limit, "is_over": is_over})


@require_POST
@member_view()
def message_act(request: MemberRequest, pk: int) -> HttpResponse:
    """Like, hide, approve or delete a message on its platform."""
    message = access.get_message(request.member, pk)
    assert message.conversation is not None  # As get_message promises.
    conversation = access.get_conversation(request.member, message.conversation.pk)
    if request.POST.get("action") not in list(Action):
        return _after_change(request, conversation, error="That cannot be done with this message.", status=422)
    return _change(request, conversation, moderation.act, message, action=Action(request.POST["action"]))


@require_GET
@member_view()
def attachment(request: MemberRequest, pk: int, part: int) -> HttpResponse:
    """A file that came inside a message, always as a download: nothing a stranger sent is shown as a page of ours."""
    message = access.get_message(request.member, pk)
    try:
        found = attachments.read(message, part)
    except (Malformed, NotPermitted, LookupError) as error:
        raise Http404 from error
    except NeedsReauth as error:
        assert message.conversation is not None  # As get_message promises.
        notices.error(request, f"The file cannot be opened at the moment. {error}")
        return redirect(message.conversation)
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _change(
    request: MemberRequest,
    conversation: Conversation,
    deed: Callable[..., None],
    subject: Conversation | Reply | Message,
    **how: Any,
) -> HttpResponse:
    """Do one thing to a conversation or a reply of it; say on the page where it cannot be done."""
    try:
        deed(subject, user=request.user, now=timezone.now(), **how)
    except NotPossible as error:
        if not request.htmx:
            notices.error(request, str(error))
        return _after_change(request, conversation, error=str(error))
    return _after_change(request, conversation)


@require_POST
@member_view()
def reply_retry(request: MemberRequest, pk: int) -> HttpResponse:
    reply = access.get_reply(request.member, pk)
    return _change(request, reply.conversation, replies.try_again, reply)


@require_POST
@member_view()
def reply_take_back(request: MemberRequest, pk: int) -> HttpResponse:
    reply = access.get_reply(request.member, pk)
    return _change(request, reply.conversation, replies.take_back, reply)


@require_POST
@member_view()
def note_create(request: MemberRequest, pk: int) -> HttpResponse:
    conversation = access.get_conversation(request.member, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        text = request.POST.get("text", "")
        error = "This note is too long to keep." if text.strip() else "Write the note first."
        return _after_change(request, conversation, note_error=error, note_text=text, status=422)
    lifecycle.add_note(conversation, text=form.cleaned_data["text"], user=request.user, now=timezone.now())
    return _after_change(request, conversation)


@require_POST
@member_view()
def conversation_assign(request: MemberRequest, pk: int) -> HttpResponse:
    """Assign to me, or to nobody."""
    conversation = access.get_conversation(request.member, pk)
    to = None if request.POST.get("to") == "nobody" else request.user
    lifecycle.assign(conversation, to=to, user=request.user, now=timezone.now())
    return _after_change(request, conversation)


@require_POST
@member_view()
def conversation_close(request: MemberRequest, pk: int) -> HttpResponse:
    conversation = access.get_conversation(request.member, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _after_change(request, conversation, error="Choose how this conversation ends.", status=422)
    outcome, reason = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["reason"]
    how = {"outcome": outcome, "reason": reason}
    how |= {name: form.cleaned_data[name] for name in ("seen", "seen_through")}
    return _change(request, conversation, lifecycle.close, conversation, **how)


@require_POST
@member_view()
def conversation_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    conversation = access.get_conversation(request.member, pk)
    return _change(request, conversation, lifecycle.reopen, conversation)


@require_POST
@member_view()
def conversation_snooze(request: MemberRequest, pk: int) -> HttpResponse:
    conversation = access.get_conversation(request.member, pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return _after_change(request, conversation, error="Choose until when.", status=422)
    until = timezone.now() + timedelta(hours=form.cleaned_data["hours"])
    return _change(request, conversation, lifecycle.snooze, conversation, until=until)


@require_GET
@member_view()
def navigation(request: HttpRequest) -> HttpResponse:
    """The views with their counts, for a page whose counts have changed."""
    return render(request, "_views.html", {"current_view": request.GET.get("current", "")})
