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
    stake: float = parameter(
        1.0,
        "worth of passing for loyal to a cadre in full fear under full surveillance",
        unit="squared loyalty",
        low=0.25,
        high=4,
        source="Kuran 1991; Crabtree, Kern & Siegel 2020 (mechanism); assumed: to show all and mean nothing costs 0.5 "
        "by the unit; at 0.25 full fear makes one pretend at most 0.7, at 4 fear 0.2 under surveillance 0.6 nearly all",
        mechanism="preference_falsification",
        neutral=0.0,
    )
    stake_campaign: float = parameter(
        0.05,
        "worth of passing for loyal in a full campaign, also to a cadre without fear",
        unit="squared loyalty",
        low=0,
        high=0.5,
        source="assumed: by default a full campaign presses like fear 0.08 under surveillance 0.6; at 0 meetings ask "
        "for nothing; at 0.5 it is worth the greatest lie to whoever is safe",
        mechanism="campaign_display",
        neutral=0.0,
    )
    sharpness: float = parameter(
        15.0,
        "how sharply the chance of passing for loyal falls with the distance behind the norm (slope of the logistic)",
        unit="1",
        low=5,
        high=40,
        source="assumed: a tenth behind takes the chance from 0.5 to 0.38 at 5, and to 0.02 at 40, nearly a matter of "
        "yes or no, as in Kuran's threshold",
    )
    leeway: float = parameter(
        0.15,
        "how far a cadre may fall behind what others of his rank showed lately before he passes for loyal only as "
        "likely as not",
        unit="share",
        low=0.05,
        high=0.3,
        source="assumed: by default who shows as much as others passes at 0.9; below 0.05 displays would run to the "
        "top of the scale, at 0.3 few need keep up",
    )
    leeway_campaign: float = parameter(
        0.5,
        "part of that leeway which a full campaign takes away",
        unit="share",
        low=0,
        high=1,
        source="Shih 2008 (mechanism: what was enough is enough no more); assumed: from none of it to all, when as "
        "much as the others show no longer does",
        mechanism="campaign_display",
        neutral=0.0,
    )
    norm_pace: float = parameter(
        0.1,
        "share of the gap to what was shown that the norm closes in a month",
        unit="per month",
        low=0.02,
        high=0.5,
        source="assumed: what others show is half forgotten after three years at 0.02, when few would remember what "
        "it was, and after a month at 0.5",
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
