"""Adding people to a workspace, and making the workspace with its first one."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from inbox.models import Membership, Role, User, Workspace


class Command(BaseCommand):
    help = "Add a person to a workspace (made if it does not exist), or change their role or password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--workspace", required=True, metavar="SLUG", help="the company's short name, e.g. acme")
        parser.add_argument("--company", help="its name in full, when the workspace is new")
        parser.add_argument("--role", choices=Role.values, help="agent, unless they have a role already")

    def handle(self, **options: Any) -> None:
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        try:
            validate_password(password, User(email=options["email"], name=options["name"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            slug = options["workspace"]
            company = options["company"] or slug
            workspace, is_new = Workspace.objects.get_or_create(slug=slug, defaults={"name": company})
            user = User.objects.filter(email__iexact=options["email"]).first()
            user = user or User.objects.create_user(options["email"], name=options["name"])
            other = Membership.objects.filter(user=user).exclude(workspace=workspace).first()
            if other:
                raise CommandError(f"{user.email} belongs to the workspace “{other.workspace}” already.")
            user.name = options["name"]
            user.set_password(password)
            user.save()
            member, _is_new = Membership.objects.get_or_create(workspace=workspace, user=user)
            member.role = options["role"] or member.role
            member.save()
        made = f"Made the workspace “{workspace}”. " if is_new else ""
        self.stdout.write(f"{made}{user.email} may sign in as {member.get_role_display().lower()}.")
