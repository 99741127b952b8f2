import type { WordTable } from './word-table.ts';

export const german: WordTable = {
  script: 'Latin',
  common:
    'der, die, das, und, ist, ein, eine, einen, mir, mich, ich, wie, was, für, mit, von, den, dem, im, zu, nicht, bitte, auf, du, es, sind, wer, welche',
  compute:
    'berechn*, rechne, ausrechnen, zähl*, summier*, schätz*, simulier*, prognos*, vorhersag*, löse, wandle, umrechn*, ermittl*, bestimm*, werte aus, auswert*, hochrechn*',
  statistic:
    'durchschnitt*, mittelwert*, tagesmittel*, median, summe, gesamt*, insgesamt, standardabweichung*, varianz, maximum, minimum, maximal*, minimal*, prozent, prozentsatz, anteil, quartil*, korrelation*, verteilung*, ausreißer*, regression, verhältnis, trend*, wachstum, wahrscheinlichkeit*, mehrwertsteuer, häufigkeit*, umsatz, fibonacci, primzahl*, fakultät, pro monat, monatlich*',
  draw: 'diagramm*, zeichne*, grafik*, plot*, histogramm*, balkendiagramm*, liniendiagramm*, visualisier*, stelle dar, grafisch*, kurve*, schaubild*',
  transform:
    'verbind*, verknüpf*, zusammenführ*, führe zusammen, bereinig*, säuber*, sortier*, filter*, gruppier*, extrahier*, duplikat*, dubletten, fehlende, umbenenn*, lies, lade, einlesen, exportier*, speicher*, entfern*, lösch*, teile auf, normalisier*, aggregier*, entpack*, prüf*, abgleich*, gleiche ab',
  act: 'finde, such*, liste*, zeig*, vergleich*, erstell*, mach*, erzeug*, bau*, schreib*, beschreib*, nenn*, gib, fasse, analysier*, untersuch*, identifizier*, bereite, liefer*, schick*, füll*',
  write: 'schreib*, implementier*, programmier*, entwickl*, erstell*, generier*, bau*',
  code: 'code, funktion, skript, programm, python, klasse, algorithmus, implementier*, anwendung, bibliothek, parser, tests',
  data: 'datei*, tabelle*, spalte*, zeile*, datensatz*, datensätze, daten, blatt, arbeitsmappe*, dokument, bild, foto, archiv, protokoll*, einträge, rechnung*, messwert*',
  ask: 'wie viel*, wieviel*, wie hoch, welche*, welcher, wer, wann, wo, höchst*, niedrigst*, meisten, wenigsten, größt*, kleinst*, beste*, schlechtest*, ältest*, jüngst*, gibt es, was ist der, was ist die, was ist das',
  sequence:
    'dann, danach, anschließend, zuerst, zunächst, schließlich, abschließend, zum schluss, am ende, als nächstes, daraufhin, schritt*, zuletzt, außerdem, sowie, nachher, erstens, zweitens, drittens, im anschluss',
  concept:
    'was ist ein, was ist eine, was sind, was bedeutet, was heißt, erklär*, unterschied*, definition, definier*, bedeutung, begriff, warum, wieso, weshalb, wie funktioniert*, wozu, verstehen, in einfachen worten, was versteht man',
  text: 'übersetz*, gedicht*, geschichte, aufsatz, witz, lied, korrigier*, grammatik, formulier*, satz, tipps, rezept, rechtschreib*, synonym*, e mail, brief',
  talk: 'hallo, hi, danke, dankeschön, vielen dank, guten morgen, guten tag, guten abend, tschüss, wer bist du, was kannst du, wie geht*, super, toll, prima, reicht',
  opinion:
    'soll ich, sollte ich, was meinst du, findest du, glaubst du, empfiehl*, gute idee, sinnvoll, deine meinung, lohnt',
  decline:
    'rechne nichts, berechne nichts, nichts berechnen, nichts rechnen, nicht berechnen, nicht rechnen, ohne zu rechnen, ohne rechnung, ohne code, ohne berechnung, führe nichts aus, keine berechnung, kein code, nur erklären, sag mir nur',
  story:
    'ich habe, ich hatte, ich war, ich bin, gestern, mein chef, meine chefin, letzte woche, ich liebe, ich hasse, ich musste, mein lehrer',
  earlier:
    'und für, und nach, und in, und wie, und was, was ist mit, wie sieht es, jetzt, nun, dasselbe, das gleiche, nochmal, noch einmal, stattdessen, diese zahl, ergebnis, vorherig*, auch, nur für',
  project:
    'dashboard*, anwendung, app, pipeline*, projekt, umfassend*, vollständig*, komplett*, gesamte, webseite, system, bibliothek, dokumentation, ausführlich*, explorativ*, jede, jedes, jeden, beide, beider, alle',
  output:
    'excel*, pdf, bericht*, word*, folie*, präsentation, zusammenfassung*, brief*, diagramm*, csv, tabelle, dashboard*, empfehlung*, grafik*, liste',
};
