import type { WordTable } from './word-table.ts';

export const dutch: WordTable = {
  script: 'Latin',
  common:
    'de, het, een, en, is, van, voor, met, in, op, mij, me, mijn, ik, je, wat, hoe, dat, dit, niet, aan, zijn, er, te, welke, wie',
  compute:
    'bereken*, reken*, tel, tellen, optel*, schat*, simuleer*, voorspel*, los op, omzet naar, reken om, bepaal*, evalueer*, hoeveel is',
  statistic:
    'gemiddeld*, mediaan, som, totaal, totale, totalen, standaarddeviatie, standaardafwijking, variantie, maximum, minimum, maximale, minimale, procent, percentage*, kwartiel*, correlatie*, verdeling*, uitschieter*, regressie, verhouding, aandeel, trend*, groei, kans, waarschijnlijkheid, frequentie*, omzet, btw, per maand, maandelijks*, afwijking*, faculteit, priemgetal*',
  draw: 'grafiek*, teken*, plot*, diagram*, histogram*, staafdiagram*, visualiseer*, lijngrafiek*, weergeven',
  transform:
    'voeg samen, voeg, samenvoeg*, combineer*, koppel*, maak schoon, schoon, opschonen, sorteer*, filter*, groepeer*, extraheer*, dubbele*, duplicaten, ontbrekende*, hernoem*, lees, laad, inlezen, importeer*, exporteer*, bewaar*, sla op, opslaan, verwijder*, normaliseer*, valideer*, uitpakken, haal',
  act: 'vind*, zoek*, lijst, toon*, laat zien, vergelijk*, maak*, genereer*, bouw*, schrijf*, beschrijf*, geef*, vat samen, analyseer*, identificeer*, lever*, stuur*, controleer*, onderzoek*',
  write: 'schrijf*, implementeer*, programmeer*, ontwikkel*, maak, genereer*, bouw*',
  code: 'code, functie, script, programma, python, klasse, algoritme, implementeer*, applicatie, bibliotheek, tests',
  data: 'bestand*, tabel*, kolom*, rij, rijen, regels, werkblad*, spreadsheet*, dataset*, gegevens, data, document, afbeelding, foto, archief, logboek, facturen, factuur',
  ask: 'hoeveel, welke, welk, wie, wanneer, waar, hoogste, laagste, meeste, minste, grootste, kleinste, beste, slechtste, oudste, jongste, zijn er, wat is de, wat is het',
  sequence:
    'dan, daarna, vervolgens, eerst, tot slot, ten slotte, tenslotte, uiteindelijk, aan het eind, als laatste, stap*, ook, daarnaast, ten eerste, hierna, plus',
  concept:
    'wat is een, wat zijn, wat betekent, leg uit, leg, uitleg*, verschil*, definitie, definieer, betekenis, waarom, hoe werkt, hoe werken, waarvoor, begrip, begrijpen, in gewone taal',
  text: 'vertaal*, gedicht*, verhaal, opstel, mop, grap, liedje, corrigeer*, grammatica, herformuleer*, zin, tips, recept, spelling, synoniem*, e mail',
  talk: 'hallo, hoi, dank*, bedankt, goedemorgen, goedemiddag, goedenavond, dag, doei, hoe gaat het, wie ben je, wat kun je, super, geweldig, duidelijk',
  opinion:
    'moet ik, zou ik, denk je, vind je, jouw mening, raad je, aanraden, goed idee, verstandig, de moeite waard',
  decline:
    'bereken niets, reken niets, niet rekenen, niets berekenen, zonder te rekenen, zonder code, zonder berekening, voer niets uit, geen berekening, geen code, vertel me alleen',
  story:
    'gisteren, mijn baas, vorige week, ik heb, ik had, ik was, ik ben moe, ik hou van, ik haat, ik moest',
  earlier:
    'en voor, en per, en in, en de, en hoe, nu, hetzelfde, opnieuw, nog een keer, in plaats, dat getal, dat resultaat, vorige, ook, alleen voor, hoe zit het',
  project:
    'dashboard, applicatie, app, project, volledig*, compleet, complete, uitgebreid*, hele, website, systeem, bibliotheek, documentatie, diepgaand*, verkennend*, elk, elke, alle, beide, twee',
  output:
    'excel*, pdf, rapport*, verslag*, word document, dia, presentatie, samenvatting, brief, brieven, grafiek*, csv, tabel, aanbeveling*, lijst, overzicht',
};
