#!/usr/bin/env python3
"""Nightly export of yesterday's orders for bookkeeping.

Runs at 02:30 on the file server. Reads legacy-shop.sqlite and writes one CSV file a day.
Known trouble: understands only two of the date forms, and skips what it does not understand.
"""
import csv
import datetime
import pathlib
import sqlite3
import sys

DATABASE = pathlib.Path(__file__).resolve().parent.parent / "legacy-shop.sqlite"
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y")

QUERY = """
SELECT o.OrderNo, o.OrderDate, c.CustName, o.Status, o.OrderTotal
FROM Orders o
JOIN Customers c ON c.CustID = o.CustID
ORDER BY o.OrderNo
"""


def read_date(text):
    for form in DATE_FORMS:
        try:
            return datetime.datetime.strptime(text, form).date()
        except (TypeError, ValueError):
            continue
    return None


def read_amount(text):
    return float(text.replace("£", "").replace(".", "").replace(",", ".")) if "," in text else float(text.lstrip("£").split()[0])


def main(day, folder):
    connection = sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    target = pathlib.Path(folder) / f"orders-{day:%Y%m%d}.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["order", "date", "customer", "status", "total"])
        for number, date, customer, status, total in connection.execute(QUERY):
            if read_date(date) == day:
                writer.writerow([number, day.isoformat(), (customer or "").strip(), (status or "").upper(), read_amount(total)])


if __name__ == "__main__":
    main(datetime.date.fromisoformat(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ".")
