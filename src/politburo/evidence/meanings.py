"""What each packaged table holds and what it is for."""

TABLE_MEANINGS: dict[str, str] = {
    "timeline": "dated public events; the events of scenarios have their days from it",
    "structure": "population by province, posts, missions abroad; the country is built from it",
    "livelihoods": "markets, trade, growth, prices, surveys of those who left; course of markets in scenarios",
    "border": "prices of brokers, time on the way, controls; border and brokers in scenarios, transit in the record",
    "reporting": "delays and errors of reports; the record",
    "purges": "officials purged and executed, by year and by who said so; compared with, never put in",
    "defectors": "arrivals by sex, home province and occupation; compared with, never put in",
    "targets": "ranges derived from the other tables, which a simulated record is held against",
}
"""Table → what is in it and what it is used for."""
