"""Sources in, articles out: they are visited politely, and whatever they send is distrusted."""
