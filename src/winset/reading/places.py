"""States by the words news uses for their governments: names; adjectives and peoples; capitals and seats.

Bare words, one state a line. A capital is listed because news says *Kyiv* for Ukraine's government; that a city is or
is not listed says nothing about whose it is. Where the naming of a capital is itself part of a dispute none is listed.
"""

from __future__ import annotations

from functools import lru_cache

from winset.frozen import Frozen

_TABLE = """
Afghanistan | Afghan Afghans | Kabul
Albania | Albanian Albanians | Tirana
Algeria | Algerian Algerians | Algiers
Angola | Angolan Angolans | Luanda
Argentina | Argentine Argentinian Argentines | Buenos_Aires
Armenia | Armenian Armenians | Yerevan
Australia | Australian Australians | Canberra
Austria | Austrian Austrians | Vienna
Azerbaijan | Azerbaijani Azerbaijanis Azeri | Baku
Bahrain | Bahraini Bahrainis | Manama
Bangladesh | Bangladeshi Bangladeshis | Dhaka
Belarus | Belarusian Belarusians | Minsk
Belgium | Belgian Belgians |
Benin | Beninese |
Bolivia | Bolivian Bolivians |
Bosnia_and_Herzegovina Bosnia | Bosnian Bosnians | Sarajevo
Botswana | Botswanan | Gaborone
Brazil | Brazilian Brazilians | Brasilia Brasília Itamaraty
Bulgaria | Bulgarian Bulgarians | Sofia
Burkina_Faso | Burkinabe Burkinabé | Ouagadougou
Burundi | Burundian Burundians | Gitega
Cambodia | Cambodian Cambodians | Phnom_Penh
Cameroon | Cameroonian Cameroonians | Yaoundé Yaounde
Canada | Canadian Canadians | Ottawa
Central_African_Republic | Central_African | Bangui
Chad | Chadian Chadians | N'Djamena
Chile | Chilean Chileans |
China People's_Republic_of_China PRC | Chinese | Beijing Zhongnanhai
Colombia | Colombian Colombians | Bogota Bogotá
Costa_Rica | Costa_Rican |
Croatia | Croatian Croatians Croat | Zagreb
Cuba | Cuban Cubans | Havana
Cyprus | Cypriot Cypriots |
Czech_Republic Czechia | Czech Czechs | Prague
Democratic_Republic_of_the_Congo DRC DR_Congo | Congolese | Kinshasa
Denmark | Danish Danes | Copenhagen
Djibouti | Djiboutian |
Dominican_Republic | | Santo_Domingo
Ecuador | Ecuadorian Ecuadorean Ecuadorians | Quito
Egypt | Egyptian Egyptians | Cairo
El_Salvador | Salvadoran Salvadorans |
Eritrea | Eritrean Eritreans | Asmara
Estonia | Estonian Estonians | Tallinn
Ethiopia | Ethiopian Ethiopians | Addis_Ababa
European_Union EU | European | Brussels European_Commission
Finland | Finnish Finns | Helsinki
France | French | Paris Elysee Élysée Quai_d'Orsay
Georgia | Georgian Georgians | Tbilisi
Germany | German Germans | Berlin
Ghana | Ghanaian Ghanaians | Accra
Greece | Greek Greeks | Athens
Guatemala | Guatemalan Guatemalans |
Guinea | Guinean Guineans | Conakry
Guyana | Guyanese | Georgetown
Haiti | Haitian Haitians | Port-au-Prince
Honduras | Honduran Hondurans | Tegucigalpa
Hungary | Hungarian Hungarians | Budapest
Iceland | Icelandic Icelanders | Reykjavik
India | Indian Indians | New_Delhi Delhi
Indonesia | Indonesian Indonesians | Jakarta
Iran Islamic_Republic_of_Iran | Iranian Iranians | Tehran
Iraq | Iraqi Iraqis | Baghdad
Ireland | Irish | Dublin
Israel | Israeli Israelis | Knesset
Italy | Italian Italians | Rome
Ivory_Coast Côte_d'Ivoire | Ivorian Ivorians | Abidjan
Jamaica | Jamaican Jamaicans |
Japan | Japanese | Tokyo
Jordan | Jordanian Jordanians | Amman
Kazakhstan | Kazakh Kazakhs Kazakhstani | Astana
Kenya | Kenyan Kenyans | Nairobi
Kosovo | Kosovar Kosovars | Pristina
Kuwait | Kuwaiti Kuwaitis |
Kyrgyzstan | Kyrgyz | Bishkek
Laos | Laotian Lao | Vientiane
Latvia | Latvian Latvians | Riga
Lebanon | Lebanese | Beirut
Liberia | Liberian Liberians | Monrovia
Libya | Libyan Libyans | Tripoli
Lithuania | Lithuanian Lithuanians | Vilnius
Luxembourg | Luxembourgish |
Malaysia | Malaysian Malaysians | Kuala_Lumpur
Mali | Malian Malians | Bamako
Malta | Maltese | Valletta
Mauritania | Mauritanian | Nouakchott
Mexico | Mexican Mexicans | Mexico_City
Moldova | Moldovan Moldovans | Chisinau Chișinău
Mongolia | Mongolian Mongolians | Ulaanbaatar
Montenegro | Montenegrin Montenegrins | Podgorica
Morocco | Moroccan Moroccans | Rabat
Mozambique | Mozambican Mozambicans | Maputo
Myanmar Burma | Burmese | Naypyidaw Naypyitaw
Namibia | Namibian Namibians | Windhoek
Nepal | Nepali Nepalese | Kathmandu
Netherlands | Dutch | The_Hague
New_Zealand | New_Zealander | Wellington
Nicaragua | Nicaraguan Nicaraguans | Managua
Niger | Nigerien Nigeriens | Niamey
Nigeria | Nigerian Nigerians | Abuja
North_Korea DPRK | North_Korean North_Koreans | Pyongyang
North_Macedonia | Macedonian Macedonians | Skopje
Norway | Norwegian Norwegians | Oslo
Oman | Omani Omanis | Muscat
Pakistan | Pakistani Pakistanis | Islamabad
Palestine Palestinian_Authority | Palestinian Palestinians | Ramallah
Panama | Panamanian Panamanians |
Paraguay | Paraguayan Paraguayans | Asunción
Peru | Peruvian Peruvians | Lima
Philippines | Philippine Filipino Filipinos | Manila Malacañang
Poland | Polish Poles | Warsaw
Portugal | Portuguese | Lisbon
Qatar | Qatari Qataris | Doha
Republic_of_the_Congo | | Brazzaville
Romania | Romanian Romanians | Bucharest
Russia Russian_Federation | Russian Russians | Moscow Kremlin
Rwanda | Rwandan Rwandans | Kigali
Saudi_Arabia | Saudi Saudis Saudi_Arabian | Riyadh
Senegal | Senegalese | Dakar
Serbia | Serbian Serbs Serbians | Belgrade
Sierra_Leone | Sierra_Leonean | Freetown
Singapore | Singaporean Singaporeans |
Slovakia | Slovak Slovaks Slovakian | Bratislava
Slovenia | Slovenian Slovenes Slovene | Ljubljana
Somalia | Somali Somalis | Mogadishu
South_Africa | South_African South_Africans | Pretoria
South_Korea Republic_of_Korea | South_Korean South_Koreans | Seoul
South_Sudan | South_Sudanese | Juba
Spain | Spanish Spaniards | Madrid
Sri_Lanka | Sri_Lankan Sri_Lankans | Colombo
Sudan | Sudanese | Khartoum
Sweden | Swedish Swedes | Stockholm
Switzerland | Swiss | Bern
Syria | Syrian Syrians | Damascus
Taiwan | Taiwanese | Taipei
Tajikistan | Tajik Tajiks | Dushanbe
Tanzania | Tanzanian Tanzanians | Dodoma
Thailand | Thai Thais | Bangkok
Togo | Togolese | Lomé
Tunisia | Tunisian Tunisians | Tunis
Turkey Türkiye Turkiye | Turkish Turks | Ankara
Turkmenistan | Turkmen | Ashgabat
Uganda | Ugandan Ugandans | Kampala
Ukraine | Ukrainian Ukrainians | Kyiv Kiev Bankova
United_Arab_Emirates UAE | Emirati Emiratis | Abu_Dhabi
United_Kingdom UK U.K. Britain Great_Britain | British Britons | London Downing_Street Whitehall
United_States US U.S. USA America | American Americans | Washington White_House State_Department Pentagon
Uruguay | Uruguayan Uruguayans | Montevideo
Uzbekistan | Uzbek Uzbeks | Tashkent
Vatican Holy_See | |
Venezuela | Venezuelan Venezuelans | Caracas Miraflores
Vietnam | Vietnamese | Hanoi
Yemen | Yemeni Yemenis | Sanaa Sana'a
Zambia | Zambian Zambians | Lusaka
Zimbabwe | Zimbabwean Zimbabweans | Harare
"""


class NamedState(Frozen):
    """A state, by its words.

    Attributes
    ----------
    names, adjectives, seats : tuple of str
        What it is called, its adjectives and people, the cities and buildings its government is called by.
    """

    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.names, *self.adjectives, *self.seats)


@lru_cache(maxsize=1)
def places() -> tuple[NamedState, ...]:
    """Give the table.

    Examples
    --------
    >>> [place.names[0] for place in places() if "Kyiv" in place.seats]
    ['Ukraine']
    """
    rows = [[part.split() for part in line.split("|")] for line in _TABLE.strip().splitlines()]
    return tuple(NamedState(*(tuple(word.replace("_", " ") for word in part) for part in row)) for row in rows)


@lru_cache(maxsize=1)
def place_of() -> dict[str, NamedState]:
    """Give the place each word stands for."""
    return {word: place for place in places() for word in place.words}
