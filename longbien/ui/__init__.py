"""The interface: base page, components, form rendering, error pages, the design system and its gallery."""
