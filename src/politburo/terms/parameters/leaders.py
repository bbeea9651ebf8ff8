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
    )
    settled: float = parameter(
        0.02, "purge intensity once power is consolidated or the predecessor's appointees are gone", unit="per year",
        low=0, high=0.2,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opportunist:
    """When the elite counts as too weak to retaliate."""

    most: float = parameter(
        0.4, "purge intensity against an elite that cannot retaliate", unit="per year", low=0.05, high=1
    )
    guards: float = parameter(
        0.3, "capability of the elite at which a coup in reaction would succeed half the time", unit="1",
        low=0.05, high=1,
    )  # fmt: skip
    stake: float = parameter(
        2.0, "value of office relative to the control that a purge gains", unit="ratio", low=0.2, high=10
    )
    keenness: float = parameter(
        12.0, "sharpness of the switch where the risk of a coup exceeds the gain from purging", unit="1", low=2, high=40
    )
    shelter: float = parameter(
        0.6,
        "share of the risk of a coup that a full assurance removes",
        unit="share",
        low=0,
        high=1,
        source="Boutton 2019 (sign; value assumed)",
    )


@dataclass(frozen=True, slots=True)
class Responsive:
    """What share of enemies is tolerated, and how well they are identified."""

    tolerated: float = parameter(
        0.2, "reported share of enemies in the elite that is tolerated", unit="share", low=0.05, high=0.8
    )
    precision: float = parameter(
        0.5, "share of enemies among those penalised, without surveillance", unit="share", low=0.2, high=0.8
    )
    precision_surveillance: float = parameter(
        0.45,
        "rise of the share of enemies among those penalised, under full surveillance",
        unit="share",
        low=0,
        high=0.5,
    )
    span: float = parameter(3.0, "time over which a purge is carried out", unit="years", low=1, high=10)


@dataclass(frozen=True, slots=True)
class Siege:
    """How the threat from abroad turns into purges."""

    peace: float = parameter(0.02, "purge intensity without a threat from abroad", unit="per year", low=0, high=0.2)
    besieged: float = parameter(
        0.12, "rise of purge intensity per unit of threat from abroad that no assurance removes", unit="per year",
        low=0.02, high=0.5,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RandomTerror:
    """How intense and how indiscriminate terror is."""

    rate: float = parameter(0.12, "purge intensity at all times", unit="per year", low=0.02, high=1)
    blindness: float = parameter(
        1.0, "share of penalties imposed regardless of conduct, at all times", unit="share", low=0.5, high=1
    )
