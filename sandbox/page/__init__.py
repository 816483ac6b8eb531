"""The customer's page: where a person plays the customers (and the company's own hand) on the platforms."""
