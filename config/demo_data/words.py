"""What fictional young people say and what adults answer. Plain, everyday, nothing graphic."""

TITLES = [
    "Your meeting about school",
    "Your review",
    "Where you will live next",
    "Seeing your brother",
    "Your plan for the summer",
    "Changing your bedroom",
    "Moving to a new school",
    "Your health check",
    "Seeing your mum on Sundays",
    "Your pocket money",
    "Getting a later bedtime",
    "Starting football again",
    "Your plan for leaving care",
    "Having a friend to stay",
]
GLAD = [
    "They listened this time. I said I want to stay at my school and that is what they wrote down.",
    "It was good. I got to go first and then they went round the table.",
    "i got to say it my way, i drew it and they looked at the drawing 🙂",
    "I like it here now. The food is good and I have my own shelf.",
    "I was nervous but it was ok. They gave me the paper the day before so I knew what was coming.",
    "Guitar lessons start on Monday!! I asked for that",
    "My worker came on Tuesday like they said. That matters to me.",
    "Thank you for changing the time so I could still go to football.",
    "I knew what it was about and I could bring my friend.",
    "it was actualy alright. nobody talked over me",
    "I told them I want to cook on Fridays and now I do, pasta mostly.",
    "They wrote down what I said in my words and read it back.",
    "The new room is bigger and I picked the colour. It is green.",
    "I liked that it was short.",
    "I got a letter after with what they decided and why. First time ever.",
]
MIXED = [
    "It was ok I suppose. Some of it I did not understand.",
    "I said some things but not all. There were a lot of people in the room.",
    "Meetings are ok but they set the day without asking, it is always when I have football.",
    "They said they will ask about my bike. I have not heard back yet.",
    "Can it be after school next time? I miss art every time.",
    "idk. it was long. there was biscuits tho",
    "Some of it was good. I want to know when I can see my gran.",
    "They asked me but I think they had decided already.",
    "I would like it in normal words, not meeting words.",
    "Half of it was about money and I was just sitting there.",
    "It is noisy at night here but the people are nice.",
    "I want to pick who comes to my meeting.",
    "You said you would write to me. I looked for a letter and there was none.",
]
SORRY = [
    "There was a meeting and I only found out after.",
    "I said I did not want to move and they moved the date anyway.",
    "They talked about me like I was not there.",
    "I asked about my sister three times now and nobody says anything.",
    "I did not get a paper and I did not know what half the words meant.",
    "Nothing I said made a difference so I dont know why they ask.",
    "It was at the same time as my exam. I said that before.",
    "I was not asked. Other people said what I like and it was wrong.",
    "They keep changing my worker. I have to say it all again each time.",
    "I never heard what they decided.",
]
# Words that make a rule ask a person to look. Each comes true in a small story: a plan, an act, an outcome.
WORRIES = [
    "I don't feel safe in the house at night and I don't know who to tell.",
    "Some older guys keep offering me lifts after school and they bought me a phone.",
    "There is no food in the house most days and I go to bed hungry.",
    "someone online says he will share my pictures if i dont send more",
    "I hate going back there. She hits me when nobody is looking.",
    "I stayed out two nights last week and nobody noticed I was gone.",
    "im worried about a girl in my house she is scared of her boyfriend",
    "I owe money to some people and they want me to carry stuff for them",
    "They told me not to tell anyone about it and now I feel sick.",
    "Can I talk to someone please, not in a meeting. Just me.",
    "i feel like hurting myself again and i dont want to be here",
    "A man I met on a game wants to meet me and says keep it secret.",
]
IN_CHARGE = [
    "One of the staff here shouts at me and grabs my arm when the others have gone home.",
]
FREE = [
    "Could we get a bus pass? It is far to walk in the rain.",
    "I want to say thanks to the night staff, they let me finish my film.",
    "The wifi is off every day at 8 and I can't do homework.",
    "Could I have a key for my room? Other people go in and borrow things.",
    "I would like to go swimming again like last year.",
    "My bike has been broken for a month. Can someone look at it?",
    "When is my next visit? I want it on the calendar so I can see it.",
]
TO_ADVOCATE = [
    "I want to say something at my next review and I want you there when I say it.",
    "Can you come with me on Thursday? I want to ask for a different day to see my dad.",
]
ANSWERS = [
    "Thank you for telling me. I will ask about it on Monday and tell you on Tuesday.",
    "You are right. We did not ask you first. Next time I will ask you before the day is set.",
    "I read what you wrote. I have changed the time so you can go to football.",
    "They said yes. It starts next week. I will come with you the first time.",
    "They said no for now. Here is why: there is no space. I will ask again in May.",
    "That was our mistake. I am sorry. I will bring you the paper the day before.",
    "I have asked about your sister. You can see her on Sunday. I will drive you.",
    "I am glad it went well. Tell me if that changes.",
    "I will come on Thursday after school and we talk about it, just us two.",
]
HARD_ANSWER = (
    "Further to your recent contribution I can confirm that this matter has been escalated to the relevant "
    "multi-agency forum for consideration in line with our procedures."
)
GIVEN_BACK = "Please say it in words a twelve-year-old uses: who does what, and when."
PLANS = [
    (
        "I will ring the school and the home today and find out who is there at night.",
        "I will see them after school.",
    ),
    (
        "Speak with the home's manager and look at the week's meals with her.",
        "At the kitchen table on Thursday.",
    ),
    ("Talk with them about the phone and who gave it.", "On a walk, just us two, after football."),
    ("Ask our specialist how to help without racing ahead.", "I will tell them first, today at five."),
]
DONE = [
    "Spoke with them for half an hour. They chose what happens next and wrote it down with me.",
    "Visited. The cupboard is full now; the home's manager checks with them each Friday.",
    "Rang and met. They want it to go slowly, and I said what I must tell.",
]
REASONS = [
    "We talked it through and agreed what helps. They know who to come to.",
    "Support is agreed and the first visit was yesterday.",
    "It was already known, and what was agreed for it is happening.",
]
REACH = [
    "Text me after four.",
    "At school, at lunch. Ask for me at the library.",
    "When I come to the office.",
]
LABELS = {"gran": "someone in my family", "sister": "someone in my family", "football": "a sport"}
VIEWS = ["I want to stay at my school.", "I want to see my brother more.", "I want my own room."]
DECIDED = [
    "You stay at your school until summer.",
    "You see him every second Sunday.",
    "Not yet; we look again in May.",
]
CHANGED = ["We moved the day because you asked.", "You get your own room because you said why.", ""]
WHY_NOT = "There is no free room before May."
