"""Words that tell a name from an ordinary word: names that are words, sentence openers, common given names."""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


ORDINARY = listed(  # names that are words as well: only with a capital, and not where any word would have one
    """
    abbey amber angel apple april art ash asher august autumn avenue baker ball banks barber bass bay bean bear bell
    berg berry best bill bird bishop black blessing bliss bloom blue bold bond booth bow bowman boy brand brandy
    bridge bright brook brooks brown buck bud burn bush butcher butler buy can cane carol carter case cash castle
    chance chase chip christian church clay cliff close cloud coal cobb cole constant cook cooper coral core corn
    cotton craft crane crew crisp cross crown crystal curry daisy dale dawn day dean dear deed della destiny diamond
    dick dot drake drew drive duke dusty earl early east echo eden else ember ember england english eve ever faith
    fall farmer farm fay fern field fields finch fine finn fish fisher fit flint flora flower forest forester forge
    fort foster fox frank franks free freeman french friday frost fuller gale garden gardener gay gem genesis gene
    general gift ginger glad glass glen gold golden good grace grant gray green grey grove guy hale hall ham hand
    handy happy hardy harmony harper harvest hart hatch haven hawk hay hazel head heart heath heather henry hill
    hitch hold holly holmes home honey honor hood hook hope horn house hunt hunter hush ice iris iron island ivory
    ivy jack jade jam jasmine jay jean jet jewel job jolly journey joy judge jump june justice key keys kind king
    kitty knight lace lake lamb lance land lane lark law lay leaf legend lee lens leo levi lily lime link lion
    little lock london long lord lots love low luck lucky lynx mace mack magic maker man manner march mark marks
    marsh marshall marvel mason mast max may mayor mead meadow melody mercy merit merry mild mile miles mill miller
    mills mint miss misty monday moody moon moor more moss mount mountain mouse naval neal noble north nova oak
    ocean olive opal orange page paige palm park parks parson pat patience pay peace pearl pen penny pepper peril
    petal phoenix pierce pike pine piper plum pole poll poet pond pool poppy porter post potter pound price pride
    priest prince princess promise prosper prudence queen quick quill quiz rain raven ray read rebel red reed reef
    regal rest rice rich ridge ring rob robin rock rod roman rook rose rosemary rosy rowan royal ruby rush rust
    rusty sable sage saint salt sam sand sandy sands say scout sea seal sea season see senior serenity shade sharp
    shell shepherd shore short silver sister sky slack slate small smart smith snow sol song south sparks spear
    spencer spring square stack star stark steel stella sterling stone storm story street strong sue sugar summer
    sun sunday sunny swan sweet swift tab tan tanner tate taylor teal temple terry tick tide tiger timber time tom
    top town trace tracy tree trent trinity trip true truth tucker tuesday turner unity van vine viola violet virgin
    walker wall ward warden warm waters wave way weaver webb week wells west wheel white wild will wills win winter
    wise wolf wonder wood woods word worth wren yard york young zen alder notion linear apple amazon meta target
    shell oracle delta box zoom teams word gap visa shift current monday bolt buffer signal stripe loom front
    intercom segment drift basecamp confluence pivotal chase discover orange next boots mars lens spot sprout canvas
    anchor beacon base camp compass harbor harbour haven horizon icon impact index insight kite lever maple matrix
    mirror mosaic nest node origin path peak pilot pioneer pulse quest ramp range relay ripple rise root scale scope
    sense spark spruce stream summit tandem thread tower trail transfer union vault venture view vision wing works
    party milan kay
    """
)
FOLLOWS_A_NAME = listed(  # after a word that may be a name at the start of a sentence, these make it one
    """
    said says say told tells asked asks thinks thought knows knew wants wanted has had was is isn't wasn't does did
    doesn't didn't goes went came comes called calls wrote writes sent sends made makes left works worked lives
    lived got gets just and also always never usually from who whose would could will might must should can really
    actually who'd who's joined joins moved agreed helped helps showed shows gave gives took takes uses used needed
    needs handled handles runs ran emailed mentioned
    """
)
NO_NAME = listed(  # with a capital often, and never anybody's name
    """
    i i'm i'd i'll i've you he she it we they this that these those there here what when where who why how which and
    but so or nor if then because although though while before after since until the a an my your his her its our
    their no not yes yeah yep nope ok okay well oh um uh er ah hmm mm right sure maybe perhaps actually basically
    also just only even still yet now today tomorrow yesterday monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december english german
    french spanish italian dutch american british european indian chinese japanese canadian australian irish
    scottish welsh polish russian turkish swedish norwegian danish finnish austrian swiss brazilian mexican african
    asian latin greek arabic hebrew hindi korean portuguese google microsoft apple amazon facebook twitter linkedin
    slack zoom teams excel outlook word powerpoint gmail chrome safari firefox windows linux mac macbook iphone ipad
    android youtube netflix spotify whatsapp instagram tiktok jira confluence trello asana notion figma miro
    salesforce hubspot zendesk intercom stripe github gitlab bitbucket python java javascript typescript react
    angular django rails ruby docker kubernetes aws azure sql css html json api ui ux qa hr it ceo cto cfo coo cio
    cpo vp ai ml gpt chatgpt openai claude copilot gemini siri alexa cortana london paris berlin munich hamburg
    europe america africa asia australia germany france spain italy england scotland ireland wales britain uk usa us
    eu canada china india japan mexico brazil internet web scrum kanban agile sprint product owner manager director
    head lead senior junior chief vice president engineer developer designer researcher analyst consultant architect
    assistant coordinator supervisor officer operations marketing sales support finance customer success team
    department company university school hospital college institute everybody everyone someone somebody anybody
    anyone nobody people folks guys all both each either neither one two three four five six seven eight nine ten
    first second third last next new old good great nice fine thank thanks please sorry hello hi hey bye goodbye
    welcome god jesus christ lord christmas easter covid corona sir madam ma'am mum mom dad mama papa mother father
    speaking going trying happy glad afraid aware able about interested responsible based born curious done excited
    familiar finished fond from in on at of for with to by as like not retired single married working looking using
    doing getting having making thinking wondering guessing assuming kind sort very pretty quite rather really too
    almost always never often sometimes usually currently originally mostly mainly probably simply totally
    completely definitely absolutely certainly saying talking calling coming staying living studying the chair
    chairman chairwoman chairperson minister deputy speaker president madam ladies gentlemen mister alright exactly
    absolutely cool perfect agreed mhm huh wow excellent correct obviously initially however therefore otherwise
    honestly anyway party day world goodness
    """
)
GENERIC_SPEAKERS = listed(  # what files call speakers whose names they don't know
    """
    speaker participant researcher interviewer interviewee moderator facilitator unknown user guest host client
    customer respondent person someone nobody voice male female agent caller operator narrator audience translator
    interpreter observer assistant bot recording host cohost admin anonymous testperson subject focus group all
    everyone multiple speakers participants interviewers researchers interviewees users guests moderators project
    product manager interface industrial designer marketing expert prime minister chair chairman chairwoman
    chairperson deputy government service hon honourable honorable member members grad phd postdoc student professor
    leader leaders secretary president director head lead senior party team health industry speaker's cabinet
    committee clerk witness counsel engineer developer analyst consultant architect support sales teacher nurse
    doctor patient scribe
    """
)
TITLES = listed(
    """
    dr doctor prof professor mr mrs ms miss mx sir herr frau madame mme monsieur dame lord lady
    """
)
PARTICLES = listed(
    """
    van von vom zu zur der den de del della di da dal dos das du la le las los el bin ben ibn al ter ten af av y e
    of the and und et
    """
)
LEGAL = listed(
    """
    gmbh ltd limited inc llc ag plc co corp corporation sa sas sarl bv nv ab oy as aps kg ohg se spa srl sl pty llp
    lp eg ev ek ug
    """
)
GENERIC_COMPANY = listed(
    """
    hospital hospitals university college school schools academy home homes group logistics bank banking solutions
    systems services service consulting software technologies technology tech labs lab studio studios partners
    company international global health healthcare care clinic clinics insurance media digital energy power foods
    food foundation trust council association society institute centre center agency network networks industries
    holdings holding ventures capital properties property estates housing transport shipping airlines airways hotels
    hotel restaurants retail store stores shop shops supply works engineering construction design research analytics
    data cloud security finance financial legal law pharma pharmaceuticals biotech motors automotive electric
    telecom communications
    """
)
GIVEN_NAMES = listed(
    """
    aaron abdul abdullah abigail adam adele adnan adrian agnes agnieszka ahmed aisha akira alan alana albert alberto
    aleksander alejandra alejandro alessandro alex alexander alexandra alexis alfred ali alice alicia alina alison
    allison alistair alyssa amanda amelia amina amir amit amy ana anastasia anders andre andrea andreas andrei
    andrew andy angela angelina angus anika anita anja anjali ann anna annabel anne annette annie anton antonia
    antonio anya archie ari ariana arjun arne arthur arun asha ashley astrid aurelio axel ayesha barbara bartosz
    beate beatrice beatriz becky ben benedikt benjamin bernard bernd bernhard beth bethany betty bianca birgit bjorn
    bob bogdan boris brad bradley brenda brendan brett brian bridget brigitte bruce bruno bryan callum cameron
    camila camille carla carlos carmen caroline carsten catherine cathy cecilia celine chantal charles charlie chen
    cheryl chiara chloe chris christa christiane christina christine christoph christopher claire clara clarissa
    claudia claudio colin colleen connor conor corinna craig cristina cynthia dan daniel daniela danielle danny
    daphne daria darren dave david debbie deborah denise dennis derek diana diane diego dieter dimitri dirk dmitri
    dolores dominic dominik donald donna doris dorothy doug douglas duncan dylan ed eddie edgar edith eduardo edward
    edwin eileen elaine elena eleanor elias elisa elisabeth elizabeth ella ellen ellie elsa emil emilia emily emma
    enrique eric erica erik erika erin ernst esteban esther ethan eugene eva evan evelyn fabian fabio fatima fatma
    federico felicity felipe felix ferdinand fernanda fernando filip fiona francesca francesco francis francisco
    franziska fred freddie frederick frederik fritz gabriel gabriela gabriele gareth gary gavin gemma geoff geoffrey
    george georg gerald gerard gerd gerhard gianluca gillian giorgio giovanni gisela giulia giuseppe gloria gordon
    graham greg gregor gregory greta guillermo guido gunther gustavo hamza hanna hannah hannes hans harald harold
    harriet harry hasan hassan heidi heike heinrich helen helena helga helmut henrik henrike herbert hiroshi holger
    howard hugo ian ibrahim igor ilona imran ines ingrid inga irene irina isaac isabel isabella isabelle ismail ivan
    jacob jacqueline jaime jakob james jamie jan jana jane janet janice janine jason javier jeanette jeff jeffrey
    jen jenna jennifer jenny jens jeremy jerome jerry jesse jessica jill jim jimmy joachim joan joana joanna joanne
    joao joe joel johan johanna johannes john johnny jon jonas jonathan jorge jose josef joseph josephine josh
    joshua juan juanita judith judy julia julian juliana julie juliet jurgen justin justine kai kamila karen karin
    karl karolina kasia katarina kate katharina katherine kathleen kathrin kathy katie katja katrin keith kelly ken
    kenneth kevin khaled kim kimberly kirsten klara klaus konstantin kristen kristin kristina krzysztof kumar kurt
    kyle lars laura lauren laurence laurent layla lea leah leila lena leon leonard leonardo leonie leroy leslie
    lewis liam lina linda lisa liz lorena lorenzo lori lothar louis louisa louise luca lucas lucia luciana lucy luis
    luisa luise lukas luke lydia maciej maggie magda magdalena mahmoud maja malcolm malik manfred manuel manuela
    marc marcel marcelo marcin marco marcos marcus margaret margarita maria mariam marian mariana marie marina mario
    marion marius markus marlene marta martha martin martina mary maryam mateo mateusz mathias mathieu matilda matt
    matteo matthew matthias maureen maurice mauricio maxim maximilian megan mehmet melanie melissa michael michaela
    michal michel michele michelle miguel mikael mike mikhail milena mina miriam mirko mitchell mohamed mohammad
    mohammed moira molly monica monika monique moritz muhammad mustafa nadia nadine nancy naomi natalia natalie
    natasha nathalie nathan neha neil nicholas nick nicola nicolas nicole niels nigel nikita niklas nikolai nina
    nora norbert norma norman oksana ola oleg olga oliver olivia olivier omar oscar oskar otto owen pablo pamela
    paola paolo patricia patrick paul paula paulina pavel pedro peggy peter petra phil philip philipp philippe
    phillip pierre piotr priya rachel rafael rahul raj rajesh ralf ralph ramon rania raphael raquel rashid raul ravi
    raymond rebecca regina reinhard rene renate reza ricardo richard rick ricky rita robert roberta roberto rodrigo
    roger roland rolf romain ron ronald rosalind rosie ross roxanne roy rudolf rui rupert russell ruth ryan sabine
    sabrina saeed sally salma samantha samira samuel sandeep sandra sanjay santiago sara sarah sascha saul sean
    sebastian selina serena serge sergei sergio shane shannon sharon sheila shirley silke silvia simon simone sofia
    sonia sonja sophia sophie soren stacey stefan stefania stefanie stephan stephanie stephen steve steven stewart
    stuart sunil susan susanne susie suzanne svenja sven svetlana sylvia takeshi tamara tania tanja tara tatiana ted
    teresa tessa theo theodor theresa thomas thorsten tiago tiffany tim timothy tina tobias todd tomas tomasz tommy
    toni tony torsten tristan tyler ulrich ulrike ursula ute valentin valentina valerie vanessa vera veronica
    veronika vicky victor viktor viktoria vikram vincent vincenzo vivian vladimir volker walter wanda wayne wendy
    werner wilhelm william wojciech wolfgang xavier yang yara yasmin yolanda yosef youssef yuki yuri yusuf yvonne
    zachary zahra zara zoe zofia
    """
)
RELATIONS = "|".join(
    """boss, manager, line manager, colleague, coworker, co-worker, workmate, teammate, husband, wife, partner,
    son, daughter, brother, sister, mother, father, mum, mom, dad, uncle, aunt, cousin, nephew, niece,
    grandmother, grandfather, grandma, grandpa, friend, best friend, mate, buddy, girlfriend, boyfriend,
    fiancée, fiance, supervisor, assistant, neighbour, neighbor, doctor, dentist, teacher, tutor, professor,
    lawyer, accountant, landlord, roommate, flatmate, nurse, coach, mentor, predecessor, successor, deputy,
    secretary, receptionist, caretaker, director, founder, co-founder, cofounder, ceo, cto, cfo, coo, chairman,
    chairwoman, team lead, tech lead, lead, engineer, developer, designer, product owner, product manager,
    project manager, scrum master, account manager, administrator, admin, trainer, client, customer, driver,
    foreman, planner, chef, cook""".replace("\n    ", " ").split(", ")
)
