"""The wordings that show pitching, defending, concluding and advising, each piece with what it catches.

All patterns are matched against lower-case text with straight apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_us = r"we(?:'re| are|'ve been| have been|'d be| will be|'ll be)?"
_we_have = r"we(?:'ve|'ve got| have| have got|'d have)?"
_adverb = (
    r"(?:actually |already |also |just |even |really |totally |easily |definitely |probably |then |now |currently )*"
)
_thing = (
    r"(?:modules?|features?|tools?|views?|reports?|dashboards?|integrations?|plug-?ins?|options?|add-ons?"
    r"|templates?|solutions?|products?|beta|pilots?|apps?|prototypes?|assistants?|platforms?|services?|software"
    r"|versions?|releases?|designs?|mock-?ups?|concepts?)"
)
_it = r"(?:it|this|that|(?:the|our) \w+(?: \w+)?)"
_would = r"(?:'d| would|'ll| will|'s going to| is going to)"
_strong = r"(?:really |super |very |so |much |way |pretty |totally |a lot )*"

_conclusions = (
    # "my takeaway is", "to sum up"
    r"(?:the|my|our) (?:main |key |big |overall )?(?:take-?away|conclusion|lesson|finding|insight) (?:here )?"
    r"(?:is|would be|seems)",
    r"(?:^to|so to|just to|let me) (?:sum up|summari[sz]e|wrap (?:that|this) up)",
    r"in (?:summary|conclusion)\b",
    # "that confirms what we thought"
    r"(?:^|so |yeah,? |and |okay,? |right,? )(?:that|this) (?:confirms|validates|proves|tells (?:me|us)|matches what"
    r"|fits (?:with )?what|is (?:exactly )?what we(?:'ve)? (?:expected|thought|heard))",
    r"you(?:'ve| have)? (?:just )?(?:confirmed|validated|proved) (?:\w+ ){0,4}(?:what )?(?:we|i|our|my)\b",
    r"(?:great|good|real|nice|perfect|strong|more) (?:validation|confirmation)\b",
    r"(?:really |very |super )?(?:good|great|key|big|huge|useful|nice) (?:insight|finding|data ?point)\b",
    # "we've heard that from others", "a theme we're seeing"
    r"we(?:'ve| have)? (?:also )?(?:heard|hear|found|seen|see) (?:this|that|the same|it)(?: a lot| all the time)? "
    r"(?:from|in|with|across|everywhere)",
    r"we(?:'ve| have)? (?:hear|heard|see|seen) (?:this|that|it) (?:a lot|all the time|every)",
    r"(?:a|the) (?:\w+ )?(?:pattern|theme|trend) (?:that )?(?:i|we)(?:'m| am|'re| are|'ve been)? (?:see"
    r"|notic)(?:ing)?",
    r"what we(?:'re| are|'ve been) (?:seeing|hearing|finding|learning)",
    r"(?:like|as|just like|same as) (?:every(?:one|body) else|(?:all )?the others) (?:we|i)\b",
    r"(?:everyone|everybody|(?:many|most|all|a lot) of the (?:people|teams|others)|(?:the )?other (?:people|teams"
    r"|customers|companies|participants|interviewees)) (?:\w+ ){0,4}?(?:tells? (?:us|me)|told (?:us|me)|said|says?"
    r"|mention(?:ed|s)?)\b",
    r"(?:just |exactly |pretty much )?(?:as|like|what) (?:we|i)(?:'d| had|'ve)? (?:\w+ )?(?:expected|suspected"
    r"|assumed|guessed|predicted|hoped)",
    r"(?:our|my) hypothes[ie]s|the bottom line\b|it(?:'s| is) (?:pretty |quite |very )?(?:clear"
    r"|obvious) (?:to me )?that",
    # "so the root cause is", "the number one problem for you is"
    r"(?:the )?(?:real |actual |true )?(?:root|underlying|core) cause (?:here|of)\b",
    r"that(?:'s| is) (?:probably |basically |clearly )?(?:the|your) (?:real |actual )?(?:root cause|bottleneck"
    r"|main problem)",
    r"so (?:basically |essentially |really |i guess )?(?:the|your|one of the) (?:main |real |root |core |big "
    r"|biggest |key"
    r" |number one )?(?:problem|issue|pain|pain point|need|challenge|cause|reason|bottleneck)s? (?:here |for you )?"
    r"(?:is|are|seems|must be)",
    r"(?:the|your) (?:number one|biggest|main|key) (?:problem|issue|pain|pain point|need|challenge) (?:here "
    r"|for you )?(?:is|must be)\b",
    r"(?:massive|huge|big|real|major|key|common|classic|clear) pain[- ]?points?",
    # "what I'm hearing is that you need …", "so basically you want a …"
    r"what i(?:'m| am) (?:hearing|getting|taking)(?: (?:from this|here))? is(?: that)? (?:you|your \w+) (?:\w+ )?"
    r"(?:need|want|would like)",
    r"so (?:basically |essentially |really |clearly )*you (?:need|want|are looking for|'re looking for) (?:a|an"
    r"|some) "
    rf"(?:\w+[- ]){{0,4}}{_thing}\b",
    # "I'll put you down as interested", "I'll put ten hours in the business case"
    r"i(?:'ll| will|'d|'m going to| am going to) (?:just )?(?:put|note|mark|count) (?:you|that|this|it) down as",
    r"in (?:the|my|our) (?:business case|slide deck|pitch deck|findings)\b",
)
_defences = (
    r"the reason (?:that |why )?(?:we|it|they)(?:'re|'s)?\b",
    r"(?:that's|that is|it's|this is) because (?:we\b|of how (?:it|you|the))",
    r"actually,? (?:it|you|we|the (?:app|tool|product|system|feature)) "
    r"(?:can|does|do|is|are|has|have|supports?|already)",
    r"(?:but|well),? (?:it|the (?:app|tool|product|system|feature)) (?:already |actually |also )?"
    r"(?:does|do|can|supports?|has|have) ",
    r"(?:that|this|it)(?:'s| is| was) (?:all )?(?:by design|intentional|on purpose|expected behaviou?r"
    r"|how (?:it|we) (?:is |was |are )?(?:meant|designed|supposed)|a known (?:issue|bug|limitation|problem))",
    r"in (?:our|its) defen[cs]e",
    r"you (?:just |only )?(?:missed|overlooked)",
    r"you(?:'re| are) (?:doing|using) it wrong",
    r"no,? (?:no,? )?(?:actually|but) (?:you|it|we)\b",
    r"to be fair to (?:us|the team)",
    # "for the others it should work really well", "it's probably a settings thing"
    r"it (?:really )?should (?:work|be|run|load|sort itself)(?: \w+){0,3} (?:well|fine|ok|okay|now|fast|out)\b",
    r"(?:it|that)(?:'s| is) (?:probably |usually |just |only |mostly |likely )+(?:a|an|some) (?:\w+ )?(?:permissions?"
    r"|settings?|configuration|training|browser|cache|user|onboarding|education|adoption) (?:thing|issue|problem"
    r"|error)",
    r"(?:it|that)(?:'s| is) (?:probably |usually |just |only |mostly |likely )*because of how\b",
    r"i(?:'m| am) sure (?:it's|that's|it is|that is|it'll|it will) (?:just |only )?(?:something|a|nothing|be) "
    r"(?:small|minor|little|fine|tiny|big)",
    r"most (?:people|users|customers|teams|of them) (?:really |actually |just |seem to )?(?:like|love|prefer"
    r"|choose|get used|find|manage|don't mind)\b",
    r"(?:he|she|they|people|users|you)(?:'d| would|'ll| will) (?:soon |just |eventually )?(?:come (?:a)?round"
    r"|get used to|get the hang|warm to)\b",
    r"(?:completely|totally|fully|entirely) (?:rebuilt|redesigned|redone|rewritten|reworked|overhauled)",
    r"(?:it's|it is|that's|overall it's) (?:already |actually )?a (?:big|huge|massive|real|major) improvement",
    r"(?:that's|that is) not (?:really )?(?:something|a thing) we (?:can|could) (?:fix|change|solve)",
    r"(?:that|this|it) only (?:happens|occurs|fails|breaks) (?:when|if|on|with|in)\b",
    r"(?:documentation|manual|help (?:page|article|centre|center)|release notes) (?:explains?|says?|covers?|shows?)",
    r"we (?:did|made|built|chose|designed|do|had to do) (?:it|that|this) (?:like (?:that|this)|that way|this way"
    r"|on purpose|for|because|so that)",
    r"(?:nobody|no one|no-one|you're the (?:first|only)|hardly any(?:one|body)) .{0,30}\b(?:complain|to mention"
    r"|to report|has (?:ever )?(?:reported|mentioned|raised)|with (?:that|this) (?:problem|issue))",
    r"that(?:'s| is) not (?:really |actually |quite )?(?:a (?:bug|limitation)|true|fair|how it works)",
    r"(?:it's|it is|they're) (?:meant|supposed|designed) to (?:do|be|work|behave) (?:that|this|like|so)",
    r"you(?:'re| are| might be| may be|'re probably| are probably) (?:probably |still )?(?:on|using"
    r"|running) (?:an? |the )?(?:old|older|outdated|wrong)\b",
    r"it does (?:work|that|do that)|(?:set up|configured|used) (?:properly|correctly)",
    r"that(?:'s| is| was) (?:only |just )?(?:an edge case|a one-off|user error|the old version)",
)
_pitches = (
    # announcements: "we are building", "we have a feature for that", "we could add"
    r"we(?:'re| are|'ve been| have been)? (?:currently |now |also |actually |just |already )*(?:building|built"
    r"|developing|designing|launching|launched|releasing|planning to|about to|adding|rolling out|shipping|shipped"
    r"|introducing|offer|bringing out|(?:going|hoping) to (?:build|launch|release|add|offer|fix|solve|change"
    r"|improve|ship|bring out))",
    rf"{_we_have} {_adverb}(?:got |have |made |added |put |created )?(?:a|an|this|these|some|our|the) "
    rf"(?:\w+[- ]){{0,3}}{_thing}\b(?! (?:team|manager|owner|people|call|meeting))",
    r"we(?:'ve| have) (?:actually |already )*(?:got )?a whole (?!page|lot|list|hour)\w+ for",
    r"what we(?:'ve| have) been (?:thinking (?:about|of)|working on|playing with|dreaming up)",
    r"something (?:new )?(?:that )?we(?:'re| are)? call(?:ing)?\b",
    rf"we(?:'d| would|'ll| will| could| can| might) {_adverb}(?:build|ship|launch|bundle|automate|integrate|predict"
    r"|surface|add (?:that|it|a|an|this)|do (?:a|an) (?:\w+ ){0,2}(?:view|map|version|mode|export|button|page|filter)"
    r"|put (?:\w+ ){0,2}(?:as well|in there|in)\b|fix (?:that|this|it)|solve|help (?:you|them|him|her) (?:with|to))",
    rf"if we (?:could|can|were to|would) {_adverb}(?:\w+ )?(?:automate|build|connect|give|take|remove|save|add"
    r"|show|offer"
    rf"|predict|do|make|fix|solve)\b.*(?:{_would} be|how much|worth|value|(?:you|they|he|she)(?:'d| would))",
    r"what we(?:'d| would) do is\b",
    # "our new tool helps", "one of our best features"
    rf"our (?:new |own |latest |upcoming )?{_thing}\b(?: \w+){{0,2}} (?:can|will|lets?|does|helps?|is|are|has|have"
    r"|would|makes?|allows?|gives?)",
    rf"our (?:most |best |very |new |newest |latest |upcoming |strongest )+(?:\w+ )?{_thing}\b",
    r"(?:on|in) our (?:own )?(?:road ?map|list|backlog|pipeline|plans)\b|on the road ?map for",
    r"coming (?:soon|out soon|in the next (?:release|version))|(?:in|with) (?:our|the) (?:next|upcoming|new) "
    r"(?:release|version|update)(?= (?:we|it|you|there))|we(?:'ve| have) got on the",
    # imagining it: "imagine you could", "would you use", "what if the feed could"
    r"(?:what if|imagine(?: if)?|suppose|let's say) (?:we|you could|you had|there (?:was|were)|i told you"
    r"|(?:the|our) \w+(?: \w+)? (?:could|can|would|also))",
    r"would you (?:use(?! (?:(?:the|that|this) (?:word|term)|to\b))|buy|pay|switch|sign up"
    r"|be (?:interested in(?! (?:knowing"
    r"|hearing|sharing|talking|taking part))|excited|willing to (?:pay|buy|try|use|switch|test|join|give)|up for"
    r"|open to (?:trying|joining|testing)))",
    r"how (?:much|likely) would you (?:pay|be (?:willing )?to)",
    r"(?:wouldn't|isn't) (?:it|that) be (?:great|nice|helpful|useful|easier|cool|better)",
    rf"(?:{_it}){_would} (?:\w+ )?be (?:useful|valuable|helpful|nice to have)(?: \w+){{0,3}}, (?:right|no|wouldn't)",
    r"would (?:that|it|this|something like (?:that|this)) be (?:of )?(?:useful|valuable|helpful|interest"
    r"|interesting|nice)\b(?! (?:if|to (?!you)))",
    # telling what is there: "our scheduler handles that", "did you know that you can export it?"
    r"our (?!team|company|colleague|support|boss)\w+ (?:already |now |actually )?(?:handles|takes care of|supports"
    r"|lets|automates|does (?:that|this|it|exactly))\b",
    r"there(?:'s| is) (?:already |actually |also |even )+(?:a|an) (?:\w+ )?(?:feature|setting|button|shortcut"
    r"|option|tool|view|report)|there(?:'s| is) (?:a|an) (?:\w+ )?(?:feature|setting|button|shortcut"
    r"|option) for (?:exactly )?(?:that|this)",
    r"(?:did you know|are you aware)(?: that)? (?:you can|it can|we|there's|there is|our|the (?:app|tool|product"
    r"|system))",
    r"(?:it|that|this|which)(?:'s| is|'ll be) (?:coming|launching|shipping|landing|going live"
    r"|due)(?: out)? (?:in (?!from)|next|soon|this|later|by|with)",
    r"(?:it|that)(?:'s| is) (?:really|super|so|very|dead|incredibly) (?:easy|simple|quick|fast"
    r"|intuitive) to (?:set up|use|learn|install|start)",
    r"(?:competitor|(?:no|any) other (?:tool|product|vendor|app)|(?:else )?on the market)s?\b.{0,30}\b(?:does|do"
    r"|has|have|can|offers?)\b",
    r"pays for itself|worth every (?:cent|penny|euro)|in (?:just )?(?:one|two|three|a few|a single) clicks?\b",
    # benefits: "it saves you", "you wouldn't need to", "the more you use it", "a lifesaver"
    rf"(?:it|{_it}(?: would|'d| will|'ll| can| could)) {_adverb}(?:save|help|free up|give back)s? (?:you|your|him"
    r"|her|them) (?:\w+ ){0,4}(?:time|hours?|money|prioriti[sz]e|stay|avoid|to|from|a lot|so much|work|get|see|find)",
    r"you(?:'d never|'ll never| wouldn't| won't| would never| would no longer| will never| don't"
    r"| no longer) (?:\w+ )?(?:need"
    r"|have) to \w+\b.*\b(?:any ?more|again|anyone|anybody|anything|yourself|at all|by hand)\b",
    r"you(?:'d| would|'ll| will) (?:just |always |also |then |even |automatically )*(?:get|have|see|receive) "
    r"(?:that|it|this|everything|an? \w+|the \w+(?: \w+)?) (?:on your|in your|right (?:there|here)|for free"
    r"|in (?:one|real)|automatically|every|all in)",
    r"you wouldn't even (?:notice|need|have)",
    r"the more you use (?:it|this|that|the)",
    r"(?:a|an) (?:\w+ )?(?:life-?saver|game[- ]?changer|no-brainer|must-have)",
    rf"(?:it|(?:the|our) \w+(?: \w+)?)(?:'d| would|'ll| will) be {_strong}(?:useful|valuable|powerful|accurate"
    r"|compelling|huge|seamless|smarter|intuitive)\b(?! (?:if|for (?:me|us)|to (?:me|us|hear|know|see|understand)))",
    rf"(?:that|this)(?:'d| would|'ll| will) be (?:{_strong}huge|massive|a (?:\w+ ){{0,2}}(?:compelling|powerful"
    r"|great|huge) (?:story|feature|win|tool))",
    r"(?:it|that|this|the system|the tool|the app|the ai|the model) (?:automatically |then |just )?learns (?:from"
    r"|how|what|your)",
    r"(?:would|could|will|'ll|'d|can) (?:then |also |just |even )*automatically \w+",
    r"(?:instead of|without) (?:\w+ ){1,4}having to\b.*\b(?:system|tool|app|software|platform|feed|assistant)\b",
    r"(?:\w+ )?(?:would|could|'d|can|will) (?:totally |easily |probably |really |completely |just )*(?:solve|fix"
    r"|take care of|get rid of) (?:that|this|it|all (?:of )?(?:that|this)|your|the problem)\b",
    r"that(?:'s| is) (?:exactly |basically |really |also )*(?:where|why|what) (?:the|our) (?:\w+ ){1,3}?(?:helps?"
    r"|does|solves?|comes? in|fixes|is for|handles?)\b",
    r"exactly the (?:kind|sort|type) of (?:situation|problem|thing|case|moment|pain) (?:where|that|we)",
    r"you(?:'d| would| can|'ll| could)(?: \w+)? see (?:the (?:value|benefit|point|advantage)"
    r"|how (?:it|that|this|the \w+)(?:'d| would|'ll| will| could| can| might) (?:help|work|save|be|make))",
    r"(?:pretty|really|super|very|so) (?:cool|neat|powerful|slick|clever|nifty),? (?:right|no|huh|isn't it|eh)\b",
    r"you(?:'ll| will| would|'d) (?:love|like) (?:it|this|that|what we)\b|(?:you're|you are) (?:going to|gonna) "
    r"(?:love|like) (?:it|this|that|what)",
    # others love it: "a lot of our customers", "we've seen it go down by thirty per cent"
    r"(?:a lot|lots|most|many|some|all|plenty|several|dozens|hundreds|thousands|one|two|three"
    r"|half) of our (?:\w+ ){0,2}(?:customers?|clients?|users?|accounts?|pilots?|partners?)",
    r"(?:our|the) (?:other |pilot |existing |beta |happy |biggest )*(?:customers|clients|users"
    r"|pilots) (?:\w+ )?(?:love|are"
    r" (?:\w+ )?(?:happy|asking|using|seeing|saving)|say|tell us|find|report|rave|have (?:seen|saved)|save|swear)",
    r"(?:teams|people|companies|customers|users|clients|shops|firms) (?:that|who|which) (?:use|used|switched to"
    r"|have|adopted|tried|try) (?:it|this|our|the)(?: \w+){0,2} (?:save|love|say|report|tell|get|find|see|are|never)",
    r"we(?:'ve| have)? (?:seen|had|helped|saved)\b.{0,60}\b(?:go(?:es)? (?:down|up)|drop|fall|improve|reduce|save|cut"
    r"|per ?cent|%|twice as|double)",
    # showing it: "I can do a quick demo", "let me show you how it works"
    r"(?:quick|short|little|two-minute|live) (?:demo|tour|walk-?through|preview)\b",
    r"(?:i|we)(?:'ll| will| can| could|'d like to|'d love to) (?:just |quickly )*(?:do|give you|run) (?:a"
    r"|you a) (?:\w+ )?(?:demo|tour)\b",
    r"(?:let me|i(?:'ll| will| can| could|'d like to|'d love to| want to)|we(?:'ll| can)) (?:just |quickly )*(?:show"
    r"|demo|pitch) you (?:how (?:it|that|this|the|our|we|you)|what (?:it|we|the|our)|our|the (?:new|latest|next)"
    r"|(?:the|a|an|two|three|some|this)"
    rf" (?:\w+ ){{0,2}}{_thing})\b",
    r"let me (?:pitch|sell) (?:you|it|this)|let me tell you (?:what (?:it|we)|how (?:it|we)|about (?:our|the|a"
    r"|this))",
    r"let me explain (?:it|what it|how it|how the|what the|our|the \w+)\b",
    r"(?:i|we)(?:'ll| will| can| could) send (?:you|him|her|them|over)(?: both| all)? (?:the|a|an|our|some) (?:\w+ )?"
    r"(?:help|articles?|brochure|deck|one-pager|demo|documentation|docs|tutorial|pricing|quote|invite to)\b",
    r"(?:join|joining|sign(?:ing)? up (?:for|to)|(?:get|put|sign) you (?:up )?(?:on|onto|in|into|for)) (?:the|our|a) "
    r"(?:\w+ )?(?:beta|pilot|wait-?list|early access|trial)",
    r"(?:for free|at no (?:extra )?cost|free of charge) (?:for|until|during)\b",
)
_advices = (
    r"you (?:really |probably |definitely |just |also |guys |certainly )?(?:should|ought to|need to|needn't"
    r"|must(?! (?:have|be (?:that|\w+ing)))|had better|gotta|have got to|shouldn't|mustn't|may want to|might want to"
    r"|want to make sure)\b(?! (?:be|have|get|feel) asked)",
    r"you(?:'ll|'d| will| would) (?:need|have|want) to",
    r"you'd better",
    r"(?:if i were you|my (?:advice|suggestion|recommendation)|i(?:'d| would)?(?: strongly| really"
    r"| highly)? (?:recommend|suggest|advise|encourage|urge))",
    r"(?:why don't you|why not just)(?! (?:start|begin|go|tell|describe|introduce|share|say|explain))",
    r"how about (?:trying|using|we try|you try)",
    r"have you (?:ever )?(?:considered|thought (?:about|of)|tried) (?:to |using|\w+ing\b)",
    r"what i(?:'d| would) (?:do|like you to|suggest|recommend)",
    r"(?:the )?best (?:thing|way)(?: for you)? (?:is to|would be)",
    r"the (?:right|proper|correct) way (?:is to|would be)",
    r"you (?:could|can|might|may) (?:also |just |always |maybe |even |actually )?(?:try|use|ask|add|set|put|start"
    r"|do|make"
    r"|take|consider|think about|switch|look (?:at|into|for)|check out|turn|click|get|call|send|link|drag|filter)\b",
    r"make sure (?:that you|you)\b",
    r"it(?:'s| is|'d be| would be| might be| may be) (?:really |very |so |super )?(?:important|better|best|good"
    r"|helpful|critical|essential|a good idea) (?:that you|for you to|if you)\b",
    r"(?:one|another) (?:thing|option|idea) (?:you (?:can|could|might)|would be|might be|could be)",
    r"you(?:'ve| have) to (?:try|use|make|start|stop)\b",
    r"you(?:'d| would|'re| are) (?:be )?(?:much |far )?better off",
    r"what (?:usually |often |really )?(?:works|helps)(?: \w+)? (?:well |best )?is (?:to|if|when)\b",
    r"(?:a|an|the) (?:better|easier|quicker|simpler|faster|smarter) (?:way|option|approach)(?: \w+){0,4} (?:is"
    r"|would be)\b",
    # "get her to turn it on", "if you go into settings …"
    r"(?:get|ask|tell) (?:her|him|them|your \w+|the team) to (?:turn|switch|try|use|enable|install|look)\b",
    r"^(?:so |and |but |basically |now )*if you (?:just )?(?:go (?:in)?to|click|open|press|tap|turn on|switch on"
    r"|enable|tick|hover|scroll)\b(?=.*,? (?:it|you|then|there|that|the)\b)(?!.*\?)",
)


def _any(pieces: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(pieces)})")


CONCLUDES = _any(_conclusions)
DEFENDS = _any(_defences)
PITCHES = _any(_pitches)
ADVISES = _any(_advices)
