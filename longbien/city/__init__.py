"""The four city pilots: residents' feedback, traffic, construction licensing, public-service assistant.

Opens with a later issue; nothing lives here yet.
"""
