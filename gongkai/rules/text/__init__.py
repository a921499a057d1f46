"""What must not be published as it stands: personal data, marked words, wrong forms, in a text."""

from gongkai.rules.text.cells import harmless
from gongkai.rules.text.forms import Form, FormFault, find_form_faults
from gongkai.rules.text.names import cell_name, is_name, is_name_label, name_mask
from gongkai.rules.text.personal import find_personal, mask_personal, masked
from gongkai.rules.text.values import Certainty, Detected, Kind
from gongkai.rules.text.words import Grade, Where, WordHit, WordRule, any_word, find_words

__all__ = [
    "Certainty",
    "Detected",
    "Form",
    "FormFault",
    "Grade",
    "Kind",
    "Where",
    "WordHit",
    "WordRule",
    "any_word",
    "cell_name",
    "find_form_faults",
    "find_personal",
    "find_words",
    "harmless",
    "is_name",
    "is_name_label",
    "mask_personal",
    "masked",
    "name_mask",
]
