"""The record beside a case: documents, claims with their grades, notes, events, stances, and every change to them."""
