"""How a fund did: rates of return, multiples, and beside a public market. Rates are floats; money never is."""
