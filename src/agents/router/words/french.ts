import type { WordTable } from './word-table.ts';

export const french: WordTable = {
  script: 'Latin',
  common:
    "le, la, les, des, du, de, un, une, est, et, que, qu'est, qui, pour, avec, dans, moi, mon, ton, ce, ça, sur, pas, au, aux, quel, quelle, ces, je, tu, l, d",
  compute:
    'calcul*, compte, compter, additionn*, estim*, simul*, prévoi*, prévision*, prédi*, résou*, converti*, détermin*, évalue*, dénombr*, combien font, combien fait',
  statistic:
    'moyenne*, médiane, somme, total*, totaux, écart type, variance, maximum, minimum, maximal*, minimal*, pourcentage*, quartile*, corrélation*, distribution*, aberrant*, régression, ratio, part, taux, tendance*, croissance, probabilité*, fréquence*, chiffre d affaires, par mois, mensuel*, factorielle',
  draw: 'trace*, tracer, dessine*, graphique*, graphe*, diagramme*, histogramme*, visualis*, courbe*, camembert*, nuage de points',
  transform:
    'fusionn*, joins, jointure, joindre, combine*, nettoie*, nettoyer, nettoy*, trie, trier, filtre*, regroupe*, grouper, extrai*, doublon*, manquant*, renomm*, lis, charge, charger, importe*, exporte*, enregistre*, sauvegard*, supprim*, retire, agrège*, normalis*, vérifie*, valide*, décompress*',
  act: 'trouve*, cherche*, liste*, montre*, affiche*, compare*, crée*, créer, fais, faire, génère*, générer, construi*, écri*, rédige*, décri*, donne*, résume*, analys*, identifi*, prépare*, envoie*, produi*',
  write:
    'écri*, implément*, programme, programmer, développ*, crée*, créer, génère*, générer, code, coder, rédige*',
  code: 'code, fonction, script, programme, python, classe, algorithme, implément*, application, bibliothèque, tests',
  data: 'fichier*, tableau*, table, tables, colonne*, ligne*, feuille*, classeur*, données, jeu de données, document, image, photo, archive, journal, entrées, facture*, enregistrements',
  ask: 'combien, quel, quelle, quels, quelles, qui a, quand, où, plus élevé*, plus grand*, plus petit*, plus bas*, meilleur*, pire, le plus, la plus, le moins, y a t il',
  sequence:
    "puis, ensuite, enfin, d'abord, d abord, après, après cela, finalement, pour finir, premièrement, deuxièmement, étape*, dernier lieu, également, ainsi que, pour commencer, à la fin",
  concept:
    "qu'est ce qu*, qu est ce qu*, c'est quoi, signifie, expliqu*, différence*, définition, définis, sens du, pourquoi, comment fonctionne*, à quoi sert, comprendre, veut dire, en quoi consiste, notion",
  text: 'tradui*, poème*, histoire, rédaction, courriel, e mail, blague, chanson, corrige*, grammaire, reformul*, phrase, conseils, recette, orthographe, synonyme*',
  talk: 'bonjour, salut, merci, bonsoir, bonne nuit, au revoir, ça va, qui es tu, que peux tu, super, génial, parfait, d accord',
  opinion:
    'devrais je, dois je, penses tu, pensez vous, à ton avis, à votre avis, recommand*, bonne idée, conseille*, vaut il mieux, préfères',
  decline:
    'ne calcule rien, ne calcule pas, ne calculez pas, sans calcul*, sans code, sans exécuter, sans rien calculer, n exécute, ne lance pas, pas de calcul, dis moi juste, dis moi seulement',
  story:
    "j'ai, j ai, j'étais, hier, mon chef, ma cheffe, la semaine dernière, j'adore, j'aime, je déteste, je suis fatigué*, j'avais",
  earlier:
    'et pour, et par, et en, et les, et la, maintenant, la même chose, le même, pareil, encore, à la place, ce chiffre, ce résultat, précédent*, aussi, qu en est il',
  project:
    'tableau de bord, application, appli, pipeline, projet, complet, complète, exhaustif*, intégral*, site, système, bibliothèque, documentation, approfondi*, exploratoire, chaque, tout, tous, toutes, les deux',
  output:
    'excel, pdf, rapport*, document word, diapositive*, présentation, synthèse, résumé, lettre*, graphique*, csv, tableau*, recommandation*, récapitulatif*, liste',
};
