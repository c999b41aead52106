"""What a feed, page or file says in; an article, cleaned, dated and identified, out."""
