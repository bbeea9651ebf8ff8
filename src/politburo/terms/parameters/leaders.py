"""Parameters of the rival leaders, one group for each logic of rule."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Succession:
    """How fast the predecessor's appointees are replaced."""

    zeal: float = parameter(
        0.4,
        "purge intensity while all are the predecessor's appointees and no power is consolidated",
        unit="per year",
        low=0.05,
        high=1,
        source="Goldring & Matthews 2023a (sign); assumed: at 0.05 purges alone would need twenty years for the "
        "inherited elite; at 1 most of it is gone after one",
    )
    settled: float = parameter(
        0.02,
        "purge intensity once power is consolidated or the predecessor's appointees are gone",
        unit="per year",
        low=0,
        high=0.2,
        source="Svolik 2009 (mechanism: established rule is not challenged); assumed: from none to 0.2 a year, close "
        "to Soviet losses in the terror (0.24)",
    )


@dataclass(frozen=True, slots=True)
class Opportunist:
    """When the elite counts as too weak to retaliate."""

    most: float = parameter(
        0.4,
        "purge intensity against an elite that cannot retaliate",
        unit="per year",
        low=0.05,
        high=1,
        source="evidence table targets (order: 0.24 and 0.39 a year in the Soviet and Chinese terror); assumed: from "
        "a quiet year's 0.05 to more than twice either",
    )
    guards: float = parameter(
        0.3,
        "capability of the elite at which a coup in reaction would succeed half the time",
        unit="share",
        low=0.05,
        high=1,
        source="Sudduth 2017 (mechanism); assumed: capability is a share of all arms: guards are nearly powerless at "
        "0.05 and a match for all of them at 1",
    )
    stake: float = parameter(
        2.0,
        "value of office relative to the control that a purge gains",
        unit="ratio",
        low=0.2,
        high=10,
        source="Sudduth 2017 (mechanism); assumed: he stops purging where a coup succeeds with 0.83 at 0.2, a "
        "gambler, and with 0.09 at 10, who takes no risk",
    )
    keenness: float = parameter(
        12.0,
        "sharpness of the switch where the risk of a coup exceeds the gain from purging",
        unit="1",
        low=2,
        high=40,
        source="assumed: a risk 0.1 too high leaves 0.45 of the purges at 2, near indifference, and 0.02 at 40, a "
        "switch",
    )
    shelter: float = parameter(
        0.6,
        "share of the risk of a coup that a full assurance removes",
        unit="share",
        low=0,
        high=1,
        source="Boutton 2019 (sign); assumed: the whole scale, from a guarantor who does not help against coups to "
        "one who prevents them",
    )


@dataclass(frozen=True, slots=True)
class Responsive:
    """What share of enemies is tolerated, and how well they are identified."""

    tolerated: float = parameter(
        0.2,
        "reported share of enemies in the elite that is tolerated",
        unit="share",
        low=0.05,
        high=0.8,
        source="Gregory, Schroeder & Sonin (mechanism); assumed: reported shares are mostly 0.2 to 0.35 in the "
        "simulation: purges would never stop below 0.05 nor begin above 0.8",
    )
    precision: float = parameter(
        0.5,
        "share of enemies among those penalised, without surveillance",
        unit="share",
        low=0.2,
        high=0.8,
        source="Gregory, Schroeder & Sonin (mechanism); assumed: hitting blindly finds enemies at their share, some "
        "0.2; above 0.8 surveillance would be superfluous",
    )
    precision_surveillance: float = parameter(
        0.45,
        "rise of the share of enemies among those penalised, under full surveillance",
        unit="share",
        low=0,
        high=0.5,
        source="Gregory, Schroeder & Sonin (mechanism); assumed: with the default of responsive.precision (0.5) at "
        "most everybody penalised is an enemy, a share of 1",
    )
    span: float = parameter(
        3.0,
        "time over which a purge is carried out",
        unit="years",
        low=1,
        high=10,
        source="assumed: below a year a purge would be one campaign; above ten most of those to be purged would have "
        "left office anyway",
    )


@dataclass(frozen=True, slots=True)
class Siege:
    """How the threat from abroad turns into purges."""

    peace: float = parameter(
        0.02,
        "purge intensity without a threat from abroad",
        unit="per year",
        low=0,
        high=0.2,
        source="assumed: at 0 there is no fifth column without an enemy; at 0.2 peace would be bloodier than the "
        "default siege (0.14)",
    )
    besieged: float = parameter(
        0.12,
        "rise of purge intensity per unit of threat from abroad that no assurance removes",
        unit="per year",
        low=0.02,
        high=0.5,
        source="assumed: below 0.02 siege would add less than one top post in fifty a year; 0.5 is more than Soviet "
        "or Chinese terror did (0.24, 0.39)",
    )


@dataclass(frozen=True, slots=True)
class RandomTerror:
    """How intense and how indiscriminate terror is."""

    rate: float = parameter(
        0.12,
        "purge intensity at all times",
        unit="per year",
        low=0.02,
        high=1,
        source="evidence table targets (order: 0.24 a year in the Soviet terror); assumed: below 0.02 it is no "
        "terror; at 1 a third is left after a year",
    )
    blindness: float = parameter(
        1.0,
        "share of penalties imposed regardless of conduct, at all times",
        unit="share",
        low=0.5,
        high=1,
        source="Rozenas & Zhukov 2019 (mechanism); assumed: below 0.5 conduct would decide most cases, and terror "
        "would not be indiscriminate",
    )
