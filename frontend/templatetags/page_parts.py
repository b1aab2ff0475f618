"""The style and script inside a young person's page. The view names the parts; the header has the hashes."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from frontend.components import inline

register = template.Library()


def parts(context: Context) -> tuple[str, ...]:
    return tuple(context.get("parts") or ())


@register.simple_tag(takes_context=True)
def page_style(context: Context) -> SafeString:
    """Style of the page, made of the component names in `parts`."""
    return mark_safe(inline.page_style(*parts(context))[0])  # noqa: S308 - read from our own files only


@register.simple_tag(takes_context=True)
def page_script(context: Context) -> SafeString:
    """Script of the page, made of those `parts` that bring one."""
    return mark_safe(inline.page_script(*inline.scripted(parts(context)))[0])  # noqa: S308 - read from our own files only
