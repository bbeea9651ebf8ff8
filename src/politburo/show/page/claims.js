/* The board at work: claims are filtered by where they come from, by verdict and by words. */
(() => {
  const articles = [...document.querySelectorAll("#claims article")];
  const rows = new Map([...document.querySelectorAll("tr[data-claim]")].map((row) => [row.dataset.claim, row]));
  const selects = [...document.querySelectorAll("[data-filter]")];
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const texts = new Map(articles.map((article) => [article, article.textContent.toLowerCase()]));

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      const wanted = selects.every((select) => !select.value || article.dataset[select.dataset.filter] === select.value);
      article.hidden = !(wanted && words.every((word) => texts.get(article).includes(word)));
      rows.get(article.id.replace("claim-", "")).hidden = article.hidden;
      if (!article.hidden) shown += 1;
    }
    found.textContent = shown === articles.length ? "" : `${shown} of ${articles.length} claims`;
  }

  for (const select of selects) select.addEventListener("change", filter);
  search.addEventListener("input", filter);

  /* A link to a claim that is filtered away shows it: nothing may be out of reach. */
  addEventListener("hashchange", () => {
    const article = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!article?.hidden) return;
    for (const control of [...selects, search]) control.value = "";
    filter();
    article.scrollIntoView();
  });

  themed(() => {}, () => {});
  filter();
  document.documentElement.dataset.usable = "yes";
  document.documentElement.dataset.complete = "yes";
})();
