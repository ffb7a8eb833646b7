"""Pages of participants' consent."""
