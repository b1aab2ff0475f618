"""Names of fictional people, from many places. Nobody real is meant."""

# Known as, family name, portrait. The people whose sign-in links are printed are among these.
WORKERS = [
    ("Asha", "Fraser", "long_hair"),
    ("Joy", "Adeyemi", "curls"),
    ("Ravi", "Menon", "beard"),
    ("Sam", "Okoro", "glasses"),
    ("Ines", "Duarte", "wavy"),
    ("Rhona", "Sinclair", "bun"),
    ("Lena", "Novak", "grey_bob"),
    ("Adam", "Whyte", "bald"),
    ("Priya", "Raman", "scarf"),
    ("Tom", "Baxter", "short_hair"),
    ("Carol", "Weir", "fringe"),
    ("Grace", "Hall", "wavy"),
]
MORE_WORKERS = [
    ("Callum", "Rae", "short_hair"),
    ("Mina", "Park", "long_hair"),
    ("Dawit", "Tesfaye", "beard"),
    ("Orla", "Byrne", "wavy"),
    ("Kemi", "Balogun", "curls"),
    ("Stefan", "Ionescu", "glasses"),
    ("Isla", "Munro", "bun"),
    ("Hana", "Suleiman", "scarf"),
    ("Rory", "Grant", "short_hair"),
    ("Bea", "Castillo", "wavy"),
    ("Yusuf", "Demir", "beard"),
    ("Morag", "Kerr", "grey_bob"),
    ("Femi", "Cole", "bald"),
    ("Agnes", "Lis", "long_hair"),
    ("Neil", "Doherty", "glasses"),
    ("Sunita", "Gurung", "bun"),
    ("Eilidh", "Ross", "fringe"),
    ("Jon", "Arnason", "short_hair"),
    ("Zara", "Malik", "scarf"),
    ("Pete", "Lawson", "bald"),
    ("Greta", "Holm", "grey_bob"),
    ("Andre", "Silva", "beard"),
    ("Niamh", "Walsh", "long_hair"),
    ("Tariq", "Aziz", "glasses"),
    ("Fern", "Ashby", "curls"),
    ("Colin", "Muir", "short_hair"),
    ("Ama", "Mensah", "curls"),
    ("Jools", "Perry", "wavy"),
    ("Vera", "Kowal", "bun"),
    ("Hugh", "Baird", "bald"),
    ("Sian", "Pryce", "fringe"),
    ("Mo", "Farouk", "beard"),
]
FIRST = """
Aaliyah Abel Ada Aidan Aisha Alba Alfie Amara Amir Anya Archie Ariana Arjun Ayla Beatriz Ben Blessing Bogdan
Callan Chidi Chloe Cora Dara Darius Daya Deshawn Dina Ebba Efe Eilidh Elif Ellis Emeka Esme Fatou Farah
Finlay Freya Gabriel Grace Gwen Haleema Hamza Harris Hope Ibrahim Imani Ivy Jada Jakub Jamal Jaya Jodie Joao
Kacper Kayla Kerr Kofi Kyra Lani Leo Lewis Lila Linh Logan Lucia Luca Mabel Malik Mara Mateo Mei Mia Milo
Nadia Naomi Nia Niall Nikolai Nour Olu Omar Orla Otis Pavel Pearl Quinn Rana Reece Remi Rosa Rowan Ruby
Sadia Samir Selin Shanice Skye Sofia Suki Tamsin Tariq Thea Theo Tobi Uma Vera Viktor Wren Xander Yara
Yasmin Zac Zainab Zola
""".split()
FAMILY = """
Abbott Achebe Ahmed Anderson Baird Bajwa Banda Boateng Brodie Campbell Chen Clarke Costa Cruz Dalgleish Das
Diallo Drummond Ewing Fernandes Flynn Gallagher Ghosh Gomez Haddad Hassan Hughes Hussain Ivanov Jamieson
Jones Kaya Kelly Khan Kim Kowalski Lam Laurie Lennox Lopez Mahmoud Martin McBride Mehta Mitchell Mohamed
Murphy Ndlovu Nguyen Obi Oduya Osei Paterson Popescu Qureshi Rahman Reid Rossi Santos Shah Singh Sutherland
Tanaka Taylor Thomson Tran Usman Wallace Wang Watt Yilmaz Young
""".split()
# One very long name and names that read from right to left: lists and cards have to hold them.
LONG_NAME = "Maximiliana Oluwaseun Anastasia-Konstantinova Featherstonehaugh de la Santísima Trinidad"
RIGHT_TO_LEFT = ["ليلى الحداد", "یاسین رضایی"]
