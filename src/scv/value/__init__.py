"""What customers are likely to be worth: purchases to come, churn and lifetime value."""
