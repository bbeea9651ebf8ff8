"""How answers look: text, pages, pictures, the report and the model page."""

from politburo.show import register as register
