import type { WordTable } from './word-table.ts';

export const english: WordTable = {
  script: 'Latin',
  common:
    'the, a, an, of, to, in, is, are, and, for, what, how, with, this, that, me, my, it, do, does, you, was',
  compute:
    'calculat*, comput*, count, add up, sum up, work out, estimat*, simulat*, forecast*, predict*, solve, convert, determine, evaluate, tally, fit a, cluster*, score every, run the numbers',
  statistic:
    'average, averages, mean of, the mean, median, mode of, total, totals, sum, standard deviation, variance, maximum, minimum, max, min, percent, percentage, percentile, quartile*, quantile*, correlation*, correlate*, distribution*, outlier*, regression, ratio, share, rate, trend*, growth, probability, rolling average, moving average, seasonality, retention, churn, unique, distinct, factorial, prime*, fibonacci, frequency, frequencies, monthly, per month, by month',
  draw: 'plot, plots, plotting, draw, chart*, graph, graphs, histogram*, diagram*, visuali*, heat map*, heatmap*, scatter*, box plot*',
  transform:
    'merge, merges, join, combine*, concatenat*, clean*, sort, filter*, group*, extract*, deduplicat*, duplicates, missing, rename*, reformat*, normali*, pivot*, parse, load, read, export*, save, remove*, delete, drop, fill, split, aggregat*, ingest*, validat*, flag, impute*, reconcile*, unzip, unpack',
  act: 'find, list, show, compare, check, create, make, build, produce, identify, describe, prepare, give me, publish*, generate, summari*, analy*, write, display, highlight, investigate, test, look up, mail, send, rank, tell me, put the',
  write:
    'write, implement, generate, create, code up, develop, program a, build, script that, refactor, give me',
  code: 'code, function, script, program, python, class, algorithm, implement, snippet, application, library, parser, regex, unit tests, scraper, command line',
  data: 'file, files, table, tables, column*, row, rows, spreadsheet*, sheet, sheets, workbook*, dataset*, data set, data, record, records, document, image, photo, archive, log, logs, entries, csv, invoice*, survey',
  ask: 'how many, how much, which, who, when was, where, what s the, what is the, what was the, what are the, what percentage, highest, lowest, most, least, largest, smallest, biggest, best, worst, oldest, youngest, longest, shortest, top, is there any, are there any',
  sequence:
    'then, finally, afterwards, after that, next, and then, first, second, third, lastly, step, steps, subsequently, once done, in the end, followed by, at the end, also, plus',
  concept:
    "what is a, what is an, what's a, what's an, what does, explain*, difference between, definition, define, meaning, mean when, means when, why, how does, how do, good for, understand, concept, in plain words, in simple words, walk me through, theory, what exactly is, stand for, purpose of, what is meant",
  text: 'translate, poem, poems, story, essay, an email, an e mail, email to, joke, song, proofread, grammar, rephrase, paraphrase, this sentence, tips, recipe, fun facts, slogan, synonym*, spelling, spell, how would you say, how do you say, novel*, advice',
  talk: 'hi, hello, hey, thanks, thank you, good morning, good evening, good night, how are you, bye, goodbye, who are you, what can you do, nice, great, awesome, well done, ok, okay, never mind, sorry, please help, get tired',
  opinion:
    'should i, do you think, do you like, do you ever, good idea, your opinion, recommend, prefer, is it better, is it worth, sensible, make sense, makes sense, which type, what type, best practice*, would you, pros and cons',
  decline:
    "don't calculate, don't compute, don't run, don't use, don't execute, don't plot, do not calculate, do not compute, do not run, do not use, do not execute, without running, without calculating, without computing, without code, without using, no code, no need to calculate, no need to compute, no calculation, no computation, not asking you to, don't write, do not write, just tell me",
  story:
    'i wrote, i was, i had, i have been, i implemented, i built, i did, i made, i calculated, i coded, i plotted, i spent, i love, i like, i hate, i am so, i am tired, i am learning, yesterday, my boss, my head, last week, last night, my teacher, when i was, i feel',
  earlier:
    'and for, and by, and in, and the, what about, how about, now, same, again, instead, that number, that result, the previous, previous, above, as well, do the same, only for, the other, those, it, them',
  project:
    'dashboard*, application, app, pipeline*, end to end, project, comprehensive, complete, full, entire, website, system, framework, library, documentation, in depth, exploratory, executive summary, whole analysis, thorough*, predictive model, for each, every, per department, unit tests, tests, package',
  output:
    'excel, pdf, report, reports, word document, slide*, presentation, summary, letter, letters, chart*, csv, parquet, spreadsheet, dashboard, recommendation*, workbook, documentation, heat map, export, table, list, html',
};
