"""controllist: is my product on a control list, under which number, and what changed?"""

__version__ = "0.1.0"
