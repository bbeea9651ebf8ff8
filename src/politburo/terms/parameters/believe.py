"""Parameters of private loyalty, its display, openness and bribery."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Believe:
    """Private loyalty L is on the real line; the logistic of it lies between 0 and 1."""

    rate: float = parameter(
        0.08,
        "share of the gap to its target that private loyalty closes in a month",
        unit="per month",
        low=0.01,
        high=0.3,
        source="assumed: half of a change of heart takes nearly six years at 0.01, longer than most hold a post, and "
        "two months at 0.3",
    )
    base: float = parameter(
        -0.4,
        "loyalty without rents, ties or fear",
        unit="logit",
        low=-2,
        high=1,
        source="assumed: loyalty from 0.12 to 0.73 as a share of who has nothing to gain or fear; beyond, rents and "
        "fear could hardly turn it",
    )
    rents: float = parameter(
        1.2,
        "loyalty gained from a full rent",
        unit="logit",
        low=0,
        high=3,
        source="Wintrobe 1990 (mechanism); assumed: at 0 rents buy nobody; at 3 a full rent takes the default base "
        "from 0.4 to 0.93 as a share",
        mechanism="rents",
        neutral=0.0,
    )
    prospects: float = parameter(
        1.0,
        "loyalty gained from the prospect of promotion within a year",
        unit="logit·years",
        low=0,
        high=4,
        source="assumed: juniors see at most about 0.07 promotions a year in the simulation, so that even 4 adds "
        "under 0.3 logit; at 0 nobody hopes to rise",
        mechanism="promotion_prospects",
        neutral=0.0,
    )
    tie: float = parameter(
        0.6,
        "loyalty gained from a full tie to the leader",
        unit="logit",
        low=0,
        high=2,
        source="Shih 2008; Lorentzen & Lu 2018 (sign); assumed: at 2 a full tie is worth more than a full rent by "
        "default (1.2); beyond, nobody close to the leader could turn",
        mechanism="leader_tie",
        neutral=0.0,
    )
    shared_fate: float = parameter(
        0.5,
        "loyalty gained by a cadre who would lose everything with the regime",
        unit="logit",
        low=0,
        high=2,
        source="Zakharov 2016 (mechanism: a worse outside option makes loyal); assumed: at 2 it makes up for full "
        "fear by default (2.0); beyond, fear could not turn the best placed",
        mechanism="shared_fate",
        neutral=0.0,
    )
    campaign: float = parameter(
        0.2,
        "loyalty gained under a full campaign by a cadre without fear",
        unit="logit",
        low=0,
        high=1,
        source="assumed: less than a full rent gives by default (1.2), as meetings persuade less than a living; at 0 "
        "they persuade nobody",
        mechanism="indoctrination",
        neutral=0.0,
    )
    fear: float = parameter(
        2.0,
        "loyalty lost under full fear",
        unit="logit",
        low=0,
        high=4,
        source="assumed: at 0 terror leaves no resentment; at 4 full fear takes loyalty from 0.6 to 0.03 as a share, "
        "and hardly anything is left to lose",
        mechanism="resentment",
        neutral=0.0,
    )
    exposure: float = parameter(
        0.8,
        "loyalty lost in full contact with a neighbour whose lead is 1",
        unit="logit",
        low=0,
        high=3,
        source="assumed: at 0 the neighbour impresses nobody; at 3 full contact takes loyalty from 0.6 to 0.07 as a "
        "share, so that no envoy would be loyal",
        mechanism="outside_comparison",
        neutral=0.0,
    )
    reform: float = parameter(
        1.0,
        "loyalty lost under full reform pressure by a cadre with a full rent",
        unit="logit",
        low=0,
        high=3,
        source="assumed: the range of believe.rents, since reforms can take no more than the rents they threaten gave",
        mechanism="reform_resistance",
        neutral=0.0,
    )
    persuasion: float = parameter(
        1.0,
        "loyalty gained by a cadre who shows full disaffection to close friends who show none (lost if reversed)",
        unit="logit",
        low=0,
        high=4,
        source="DeGroot 1974; Friedkin & Johnsen 1990 (mechanism); assumed: near 0.5 one goes a fifth of the way to "
        "the friends' mean at 1 and half of it at 4, no farther than one's own mind",
        mechanism="persuasion",
        neutral=0.0,
    )
    display: float = parameter(
        6.0,
        "rise of displayed loyalty under full fear and full surveillance",
        unit="logit",
        low=1,
        high=12,
        source="Kuran 1991 (mechanism); assumed: fear 0.2 under surveillance 0.6 adds 0.03 to a loyalty of 0.55 at 1 "
        "and 0.29 at 12: barely visible, and near the top of the scale",
        mechanism="preference_falsification",
        neutral=0.0,
    )
    display_campaign: float = parameter(
        0.6,
        "rise of displayed loyalty under a full campaign",
        unit="logit",
        low=0,
        high=2,
        source="assumed: at 0 meetings ask for nothing; at 2 a full campaign has the half-hearted display 0.88, near "
        "the top of the scale",
        mechanism="campaign_display",
        neutral=0.0,
    )
    chill_close: float = parameter(
        1.0,
        "fall of openness toward close friends under full fear and full surveillance (exponent)",
        unit="1",
        low=0,
        high=4,
        source="assumed: at 0 friends always talk; at 4 fear 0.2 under surveillance 0.6 leaves 0.62 of their "
        "openness, beyond which friends would be strangers",
        mechanism="chill",
        neutral=0.0,
    )
    chill_acquaintances: float = parameter(
        4.0,
        "fall of openness toward acquaintances under full fear and full surveillance (exponent)",
        unit="1",
        low=0,
        high=10,
        source="assumed: fear 0.2 under surveillance 0.6 leaves all openness toward acquaintances at 0 and 0.3 of it "
        "at 10; beyond, no talk would be left",
        mechanism="chill",
        neutral=0.0,
    )
    bribes_visible: float = parameter(
        5.0,
        "fall of visible bribe-taking under full fear (exponent)",
        unit="1",
        low=0,
        high=12,
        source="Qian & Wen (order: visible luxuries fell by 55 %); assumed: fear 0.2 leaves all of visible bribes at "
        "0 and 0.09 at 12",
        mechanism="bribery_chill",
        neutral=0.0,
    )
    bribes_hidden: float = parameter(
        0.4,
        "fall of hidden bribe-taking under full fear (exponent)",
        unit="1",
        low=0,
        high=2,
        source="Qian & Wen (order: concealable luxuries did not fall); assumed: fear 0.2 leaves all of hidden bribes "
        "at 0 and 0.67 at 2, a fall that would have been seen",
        mechanism="bribery_chill",
        neutral=0.0,
    )
