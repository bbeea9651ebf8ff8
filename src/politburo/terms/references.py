"""The works that the model cites: the bibliography as data, and the finding of citations in texts.

Docstrings, sources of parameters, mechanisms and logics of rule cite a work by its short form, such as "Kuran 1991";
every short form is declared here once, with what is known of the work for certain and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

NO_WORK = ("assumed", "own reduced form", "own hypothesis", "none: the scenario decides")
"""How a source or reference begins, or what it is, that cites no work."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One work. `cited` is its short form in the texts of the model; `kind` is its BibTeX type; `inside` is the journal
    or the proceedings; authors as "Family, Given", or one name of an institution; empty texts are not known."""

    key: str
    cited: str
    kind: str
    authors: tuple[str, ...]
    year: int
    title: str
    inside: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    url: str = ""
    note: str = ""


REFERENCES: tuple[Reference, ...] = (
    Reference(
        "bokobza2022", "Bokobza et al. 2022", "article",
        ("Bokobza, Laure", "Krishnarajan, Suthan", "Nyrup, Jacob", "Sakstrup, Casper", "Aaskoven, Lasse"), 2022,
        "The Morning After: Cabinet Instability and the Purging of Ministers after Failed Coup Attempts in Autocracies",
        "Journal of Politics", "84", "3", "1437–1452",
    ),
    Reference(
        "boutton2019", "Boutton 2019", "article", ("Boutton, Andrew",), 2019,
        "Coup-Proofing in the Shadow of Intervention: Alliances, Moral Hazard, and Violence in Authoritarian Regimes",
        "International Studies Quarterly", "63", "1", "43–57",
    ),
    Reference(
        "bryant2010", "Bryant and Lempert 2010", "article", ("Bryant, Benjamin P.", "Lempert, Robert J."), 2010,
        "Thinking inside the Box: A Participatory, Computer-Assisted Approach to Scenario Discovery",
        "Technological Forecasting and Social Change", "77", "1", "34–49", "10.1016/j.techfore.2009.08.002",
    ),
    Reference(
        "dailynk2013", "Daily NK 2013-12-06", "misc", ("Daily NK",), 2013,
        "Fear Arrives as Top Cadres Recalled", url="https://www.dailynk.com/english/fear-arrives-as-top-cadres-recalle/",
        note="news report, 6 December 2013",
    ),
    Reference(
        "dailynk2016", "fight-or-flight report", "misc", ("Daily NK",), 2016,
        "Report on the fight or flight of North Korean cadres", url="https://www.holykoreanet.com/bbs/a123/17530",
        note="news report, January 2016; the title says what it is about; the address is that of a Korean repost",
    ),
    Reference(
        "dailynk2018", "emboldened report", "misc", ("Daily NK",), 2018,
        "Report on the fear of North Korean officials of an emboldened leader after the summit",
        note="news report, spring 2018; the title says what it is about",
    ),
    Reference(
        "degroot1974", "DeGroot 1974", "article", ("DeGroot, Morris H.",), 1974,
        "Reaching a Consensus", "Journal of the American Statistical Association", "69", "345", "118–121",
    ),
    Reference(
        "easton2018", "Easton & Siverson 2018", "article", ("Easton, Malcolm R.", "Siverson, Randolph M."), 2018,
        "Leader Survival and Purges after a Failed Coup d'État", "Journal of Peace Research", "55", "5", "596–608",
    ),
    Reference(
        "egorov2011", "Egorov & Sonin 2011", "article", ("Egorov, Georgy", "Sonin, Konstantin"), 2011,
        "Dictators and Their Viziers: Endogenizing the Loyalty–Competence Trade-Off",
        "Journal of the European Economic Association", "9", "5", "903–930",
    ),
    Reference(
        "friedkin1990", "Friedkin & Johnsen 1990", "article", ("Friedkin, Noah E.", "Johnsen, Eugene C."), 1990,
        "Social Influence and Opinions", "Journal of Mathematical Sociology", "15", "3–4", "193–206",
    ),
    Reference(
        "friedman1999", "Friedman and Fisher 1999", "article", ("Friedman, Jerome H.", "Fisher, Nicholas I."), 1999,
        "Bump Hunting in High-Dimensional Data", "Statistics and Computing", "9", "2", "123–143",
    ),
    Reference(
        "giavazzi2012", "Giavazzi & McMahon 2012", "article", ("Giavazzi, Francesco", "McMahon, Michael"), 2012,
        "Policy Uncertainty and Household Savings",
        "Review of Economics and Statistics", "94", "2", "517–531", "10.1162/REST_a_00158",
    ),
    Reference(
        "goldring2023a", "Goldring & Matthews 2023a", "article", ("Goldring, Edward", "Matthews, Austin S."), 2023,
        "To Purge or Not to Purge? An Individual-Level Quantitative Analysis of Elite Purges in Dictatorships",
        "British Journal of Political Science", "53", "2",
        url="https://www.cambridge.org/core/journals/british-journal-of-political-science/article/"
        "to-purge-or-not-to-purge-an-individuallevel-quantitative-analysis-of-elite-purges-in-dictatorships/"
        "B2879A96F4E6BE9D6B0AA6DCA9AAF539",
    ),
    Reference(
        "goldring2023b", "Goldring & Matthews 2023b", "article", ("Goldring, Edward", "Matthews, Austin S."), 2023,
        "Brothers in Arms No Longer: Who Do Regime Change Coup-Entry Dictators Purge?",
        "Journal of Conflict Resolution", doi="10.1177/00220027231206775",
    ),
    Reference(
        "gompertz1825", "Gompertz mortality", "article", ("Gompertz, Benjamin",), 1825,
        "On the Nature of the Function Expressive of the Law of Human Mortality, and on a New Mode of Determining the "
        "Value of Life Contingencies",
        "Philosophical Transactions of the Royal Society of London", "115", "", "513–583",
    ),
    Reference(
        "gregory2011", "Gregory, Schroeder & Sonin", "article",
        ("Gregory, Paul R.", "Schröder, Philipp J. H.", "Sonin, Konstantin"), 2011,
        "Rational Dictators and the Killing of Innocents: Data from Stalin's Archives",
        "Journal of Comparative Economics", "39", "1", "34–42",
    ),
    Reference(
        "grimm2020", "Grimm et al. 2020", "article", ("Grimm, Volker", "others"), 2020,
        "The ODD Protocol for Describing Agent-Based and Other Simulation Models: A Second Update to Improve Clarity, "
        "Replication, and Structural Realism",
        "Journal of Artificial Societies and Social Simulation", "23", "2", "7", "10.18564/jasss.4259",
    ),
    Reference(
        "haggard2007", "Haggard & Noland 2007", "misc", ("Haggard, Stephan", "Noland, Marcus"), 2007,
        "Famine in North Korea: Markets, Aid, and Reform", note="book, Columbia University Press",
    ),
    Reference(
        "herman2017", "Herman and Usher 2017", "article", ("Herman, Jon", "Usher, Will"), 2017,
        "SALib: An Open-Source Python Library for Sensitivity Analysis", "Journal of Open Source Software", "2", "9",
        "97", "10.21105/joss.00097",
    ),
    Reference(
        "hirschman1993", "Hirschman 1993", "article", ("Hirschman, Albert O.",), 1993,
        "Exit, Voice, and the Fate of the German Democratic Republic: An Essay in Conceptual History",
        "World Politics", "45", "2", "173–202",
    ),
    Reference(
        "iwanaga2022", "Iwanaga, Usher and Herman 2022", "article",
        ("Iwanaga, Takuya", "Usher, William", "Herman, Jonathan"), 2022,
        "Toward SALib 2.0: Advancing the Accessibility and Interpretability of Global Sensitivity Analyses",
        "Socio-Environmental Systems Modelling", "4", pages="18155", doi="10.18174/sesmo.18155",
    ),
    Reference(
        "kuran1991", "Kuran 1991", "article", ("Kuran, Timur",), 1991,
        "Now Out of Never: The Element of Surprise in the East European Revolution of 1989",
        "World Politics", "44", "1", "7–48",
    ),
    Reference(
        "lohmann1994", "Lohmann 1994", "article", ("Lohmann, Susanne",), 1994,
        "The Dynamics of Informational Cascades: The Monday Demonstrations in Leipzig, East Germany, 1989–91",
        "World Politics", "47", "1", "42–101",
    ),
    Reference(
        "lorentzen2018", "Lorentzen & Lu 2018", "unpublished", ("Lorentzen, Peter L.", "Lu, Xi"), 2018,
        "Personal Ties, Meritocracy, and China's Anti-Corruption Campaign",
        doi="10.2139/ssrn.2835841", note="working paper",
    ),
    Reference(
        "mcmahon2015", "McMahon & Slantchev 2015", "article", ("McMahon, R. Blake", "Slantchev, Branislav L."), 2015,
        "The Guardianship Dilemma: Regime Security through and from the Armed Forces",
        "American Political Science Review", "109", "2", "297–313",
        url="http://slantchev.ucsd.edu/published/abs/guarddilemma-abs.html",
    ),
    Reference(
        "ministry2013", "Unification Ministry counts 2013", "misc",
        ("Ministry of Unification, Republic of Korea",), 2013,
        "Counts of replaced holders of 218 top posts, as reported by Korea JoongAng Daily",
        url="https://koreajoongangdaily.joins.com/2013/10/08/politics/Jongun-has-done-a-housecleaning-report-says/"
        "2978601.html",
        note="news report, 8 October 2013; the title says what it is about",
    ),
    Reference(
        "montagnes2019", "Montagnes & Wolton 2019", "article", ("Montagnes, B. Pablo", "Wolton, Stephane"), 2019,
        "Mass Purges: Top-Down Accountability in Autocracy",
        "American Political Science Review", "113", "4", "1045–1059",
        url="https://www.cambridge.org/core/journals/american-political-science-review/article/"
        "mass-purges-topdown-accountability-in-autocracy/1DA59662664540EA504015B89E20C83D",
    ),
    Reference(
        "morris1991", "Morris 1991", "article", ("Morris, Max D.",), 1991,
        "Factorial Sampling Plans for Preliminary Computational Experiments", "Technometrics", "33", "2", "161–174",
    ),
    Reference(
        "mun2017", "Mun & Jung 2017", "article", ("Mun, Sung Min", "Jung, Seung Ho"), 2017,
        "Dollarization in North Korea: Evidence from a Survey of North Korean Refugees",
        "East Asian Economic Review", "21", "1", "81–100", "10.11644/KIEP.EAER.2017.21.1.324",
    ),
    Reference(
        "pfaff2006", "Pfaff 2006", "misc", ("Pfaff, Steven",), 2006,
        "Exit-Voice Dynamics and the Collapse of East Germany: The Crisis of Leninism and the Revolution of 1989",
        note="book, Duke University Press",
    ),
    Reference(
        "qian2015", "Qian & Wen", "unpublished", ("Qian, Nancy", "Wen, Jaya"), 2015,
        "The Impact of Xi Jinping's Anti-Corruption Campaign on Luxury Imports in China", note="working paper",
    ),
    Reference(
        "reuter2019", "Reuter & Szakonyi 2019", "article", ("Reuter, Ora John", "Szakonyi, David"), 2019,
        "Elite Defection under Autocracy: Evidence from Russia",
        "American Political Science Review", "113", "2", "552–568",
        url="https://www.cambridge.org/core/journals/american-political-science-review/article/"
        "elite-defection-under-autocracy-evidence-from-russia/E1E472FF1EE7FD0E4747C35B890D8F14",
    ),
    Reference(
        "rozenas2019", "Rozenas & Zhukov 2019", "article", ("Rozenas, Arturas", "Zhukov, Yuri M."), 2019,
        "Mass Repression and Political Loyalty: Evidence from Stalin's ‘Terror by Hunger’",
        "American Political Science Review", "113", "2", "569–583",
    ),
    Reference(
        "salmon2011", "Salmon, Moraes, Dror and Shaw", "inproceedings",
        ("Salmon, John K.", "Moraes, Mark A.", "Dror, Ron O.", "Shaw, David E."), 2011,
        "Parallel Random Numbers: As Easy as 1, 2, 3",
        "Proceedings of the International Conference for High Performance Computing, Networking, Storage and Analysis",
        doi="10.1145/2063384.2063405", note="SC 2011",
    ),
    Reference(
        "saltelli2010", "Saltelli et al. 2010", "article",
        (
            "Saltelli, Andrea", "Annoni, Paola", "Azzini, Ivano", "Campolongo, Francesca", "Ratto, Marco",
            "Tarantola, Stefano",
        ), 2010,
        "Variance Based Sensitivity Analysis of Model Output: Design and Estimator for the Total Sensitivity Index",
        "Computer Physics Communications", "181", "2", "259–270",
    ),
    Reference(
        "shih2008", "Shih 2008", "article", ("Shih, Victor Chung-Hon",), 2008,
        "‘Nauseating’ Displays of Loyalty: Monitoring the Factional Bargain through Ideological Campaigns in China",
        "Journal of Politics", "70", "4", "1177–1192",
    ),
    Reference(
        "sudduth2017", "Sudduth 2017", "article", ("Sudduth, Jun Koga",), 2017,
        "Strategic Logic of Elite Purges in Dictatorships", "Comparative Political Studies", "50", "13", "1768–1801",
        url="https://pureportal.strath.ac.uk/en/publications/strategic-logic-of-elite-purges-in-dictatorships",
    ),
    Reference(
        "svolik2009", "Svolik 2009", "article", ("Svolik, Milan W.",), 2009,
        "Power Sharing and Leadership Dynamics in Authoritarian Regimes",
        "American Journal of Political Science", "53", "2", "477–494",
    ),
    Reference(
        "wintrobe1990", "Wintrobe 1990", "article", ("Wintrobe, Ronald",), 1990,
        "The Tinpot and the Totalitarian: An Economic Theory of Dictatorship",
        "American Political Science Review", "84", "3", "849–872", "10.2307/1962769",
    ),
    Reference(
        "zakharov2016", "Zakharov 2016", "article", ("Zakharov, Alexei V.",), 2016,
        "The Loyalty-Competence Trade-Off in Dictatorships and Outside Options for Subordinates",
        "Journal of Politics", "78", "2", "457–466", "10.1086/684365",
    ),
)  # fmt: skip
"""In alphabetical order of their keys."""


def references_in(text: str) -> tuple[Reference, ...]:
    """The works that a text cites, in alphabetical order; "Kuran's (1991)" cites as "Kuran 1991" does."""
    return tuple(work for work in REFERENCES if _pattern(work.cited).search(text))


def without_citations(text: str) -> str:
    """The text with every citation of a known work taken out."""
    for work in REFERENCES:
        text = _pattern(work.cited).sub("", text)
    return text


@cache
def _pattern(cited: str) -> re.Pattern[str]:
    """What matches a short form, across line ends, with the year in parentheses or without, after 's or without."""
    named = re.fullmatch(r"(.+) (\d{4}[a-z]?)", cited)
    words, year = (named[1], named[2]) if named else (cited, "")
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"{spaced}(?:'s)?\s+\(?{year}\b" if year else spaced)
