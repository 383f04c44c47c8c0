"""Who 我区 is, when 去年 was, and which names are one thing."""
