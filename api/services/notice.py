"""What stands with every answer, whoever asks."""

NOTICE = "法图 fatu 的结果供参考，不是法律意见；以官方公布的文本为准。"
"""Printed with every answer: for reference, no legal advice, the official text prevails."""
