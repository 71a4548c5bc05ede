import type { OutlineNode } from './types'

/** A short work plan for tests: gaps in its numbers, a doubtful sentence, trimmings of a web page, a rare character. */
const LINES = [
  '返回首页\n',
  '　　一、抓好学习。各支部每月学习一次。年底前总结。\n',
  '　　三、选派干部𠮷某等，到基层锻炼\n',
]
export const TEXT = LINES.join('')

interface Made {
  id: string
  words: string
  from?: number
  doubt?: [code: string, words: string]
  children?: Made[]
}

const characters = (text: string) => [...text].length

function make({ id, words, from = 0, doubt, children = [] }: Made, level = 1): OutlineNode {
  const at = TEXT.indexOf(words, from)
  const start = characters(TEXT.slice(0, at))
  const nodes = children.map((child) => make({ from: at, ...child }, level + 1))
  return {
    id,
    level,
    marker: /^\s*([一二三]、)/.exec(words)?.[1] ?? '',
    heading: nodes.length > 0 ? words : '',
    text: nodes.length > 0 ? '' : words,
    start,
    end: nodes.at(-1)?.end ?? start + characters(words),
    doubtful: doubt !== undefined,
    doubt_code: doubt?.[0] ?? null,
    doubt: doubt?.[1] ?? null,
    suggested_title: words.trim().replace(/[。\n]/g, ''),
    requirement: [words, ...children.map((child) => child.words)].join('').trim(),
    tickets: [],
    children: nodes,
  }
}

export const NODES: OutlineNode[] = [
  make({ id: 'rubbish', words: '返回首页\n', doubt: ['boilerplate', '像是网页导航。'] }),
  make({
    id: 'one',
    words: '　　一、抓好学习。',
    children: [
      { id: 'monthly', words: '各支部每月学习一次。' },
      { id: 'yearly', words: '年底前总结。\n' },
    ],
  }),
  make({
    id: 'three',
    words: '　　三、选派干部𠮷某等，到基层锻炼\n',
    doubt: ['sequence_gap', '编号与上一项不连续。'],
  }),
]
