"""What people say in generated articles: many sentences, so that few articles share more than some of them.

Articles that are patched together from the same few sentences would be taken for copies of each other, and their
happenings for one. {who} is a person, {n} a number, {paper} the name of an outlet.
"""

from __future__ import annotations

SAID = tuple(
    """
"It was over in {n} minutes," {who} said.
{who} told the {paper} that a neighbour had rung at {n} o'clock.
Records kept by the town show {n} complaints since the spring.
According to {who}, nobody was in charge when it began.
The mayor, {who}, called it a matter for the courts.
{who} would not say who had been asked first.
A report that was ordered two years ago had named {n} weak points.
"I counted {n} of them and then I stopped," {who} recalled.
The county said it would pay for half of what was lost.
{who}, who has worked there for {n} years, said the rules were clear.
Two inspectors arrived in the evening and left without a word to reporters.
The {paper} reported that {who} had warned of it in a letter.
An inquiry is due to begin within {n} days, the county's lawyer said.
{who} denied that money had played a part.
Shops in the high street stayed shut for {n} hours.
A petition by {who} asks for the minutes of the meeting.
By Thursday {n} volunteers had put their names on a list in the parish hall.
{who} said a key had been missing since Easter.
"My daughter saw the lights go off," said {who}, a baker.
Telephone lines were out as far as the next valley.
The governor has not commented.
Insurers put the damage at {n} million, a sum that {who} called absurd.
A drone filmed the scene for {n} minutes before its battery died.
{who} confirmed that two permits had lapsed.
Schoolchildren were sent home with a letter that explained nothing.
An engineer, {who}, blamed a valve no bigger than a coin.
The union wants a seat at the table, its secretary {who} told a crowd of {n}.
Nobody from the ministry could be reached on Sunday.
In the square an old man sold flags as if it were a holiday.
{who} apologised on the radio for what he called a slip of the tongue.
At noon the bishop opened the cathedral to everyone who needed a chair.
Prices for rooms doubled overnight, the {paper} found.
A spokesman for the police declined to discuss names.
"We were told to wait, so we waited," {who} said, {n} hours later.
Rain is forecast until Friday.
Lawyers for {who} have asked a judge to seal the file.
The last such case dates from the winter of 1987.
{who} insisted that the warning went out on time.
Copies of the contract, seen by the {paper}, carry {n} signatures.
Firefighters from three districts brought pumps, ladders and soup.
An auditor who studied the books, {who}, speaks of careless arithmetic.
Trains ran with delays of {n} minutes into the night.
The opposition demands that {who} step down.
{who} doubts that anyone will be charged.
Behind the counter hung a calendar with {n} dates circled in red.
A hotline received more calls in an hour than in the whole month before.
The council's treasurer, {who}, put the bill at {n} thousand.
Tourists took photographs until guards led them away.
"Ask me again in {n} years," {who} told the {paper}.
Laboratory results are expected after the weekend.
{who}, a retired sailor, claimed to have heard three bangs.
Bus drivers refused to cross the river after dark.
Experts at the university consider the explanation plausible.
The owner retracted a statement that he had made through {who}.
A second witness put the number at {n}.
Stalls at the market went without fish for {n} days.
{who} was seen leaving by a side door with a box of papers.
The foundation that {who} runs offered beds to {n} families.
Its roof had been mended with tin and good intentions.
Neither side would reveal what the telephone call had been about.
Statisticians rank the district among the {n} poorest.
An old map in the archive shows a well exactly there, said {who}.
The chamber of commerce fears for {n} apprenticeships.
Dogs were brought in from the capital, {who} reported.
""".strip().splitlines()
)
