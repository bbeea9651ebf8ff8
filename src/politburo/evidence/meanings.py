"""What each packaged table holds and what it is for."""

TABLE_MEANINGS: dict[str, str] = {
    "timeline": "dated public events; the events of scenarios have their days from it",
    "structure": "population by province, posts, missions abroad; the country is built from it",
    "livelihoods": "markets, trade, growth, prices, surveys of people who left; the course of markets in scenarios",
    "border": "prices of brokers, transit times, controls; the border in scenarios, transit in simulated reports",
    "reporting": "delays and errors of reports; the simulated reports",
    "purges": "officials purged and executed, by year and source; only compared with results",
    "defectors": "arrivals by sex, home province and occupation; only compared with results",
    "targets": "ranges derived from the other tables, with which the simulated reports are compared",
}
"""Table → what is in it and what it is used for."""
