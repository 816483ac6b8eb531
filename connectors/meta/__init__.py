"""What Facebook Pages and Instagram accounts share: the Graph API, its errors, its direct messages and its pushes."""
