import { describe, expect, it, vi } from 'vitest';
import { toolAbilities } from '../../src/llm/tool-abilities.ts';
import { fakeOpenAiServer } from '../helpers/fake-openai-server.ts';

const unknown = { hasNativeTools: null, chatTemplate: null };

describe('what a server tells of a model', () => {
  it.each([
    [
      'Ollama of one with tools',
      { '/api/show': { template: '{{ .Tools }}', capabilities: ['completion', 'tools'] } },
      { hasNativeTools: true, chatTemplate: '{{ .Tools }}' },
    ],
    [
      'Ollama of one without',
      { '/api/show': { template: '{{ .Prompt }}', capabilities: ['completion', 'vision'] } },
      { hasNativeTools: false, chatTemplate: '{{ .Prompt }}' },
    ],
    ['an older Ollama', { '/api/show': { template: 'T' } }, { hasNativeTools: null, chatTemplate: 'T' }],
    [
      'llama.cpp',
      { '/props': { chat_template: '<|im_start|>', chat_template_caps: { supports_tools: false } } },
      { hasNativeTools: false, chatTemplate: '<|im_start|>' },
    ],
    ['an older llama.cpp', { '/props': { chat_template: 'T' } }, { hasNativeTools: null, chatTemplate: 'T' }],
    ['a server that says nothing', {}, unknown],
    [
      'one that says something else',
      { '/api/show': { capabilities: 3, template: [] }, '/props': [] },
      unknown,
    ],
    ['one with an endless template', { '/props': { chat_template: 'x'.repeat(300_000) } }, unknown],
  ])('is read from %s', async (_, pages, abilities) => {
    await using server = await fakeOpenAiServer({ pages });
    expect(await toolAbilities(server.baseUrl, 'small')).toEqual(abilities);
    expect(server.requests.every(({ authorization }) => authorization === null)).toBe(true);
  });

  it('is asked of near servers only', async () => {
    const asked = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'));
    try {
      const far = [
        'https://api.openai.com/v1',
        'https://127.0.0.1.example.org/v1',
        'https://[2606:4700::1]/v1',
      ];
      for (const url of far) expect(await toolAbilities(url, 'small')).toEqual(unknown);
      expect(asked).not.toHaveBeenCalled();
      const near = [
        'http://localhost:11434/v1',
        'http://192.168.1.7/v1',
        'http://ollama:11434/v1',
        'http://[::1]/v1',
      ];
      for (const url of near) expect(await toolAbilities(url, 'small')).toEqual(unknown);
      expect(asked).toHaveBeenCalledTimes(2 * near.length);
    } finally {
      asked.mockRestore();
    }
  });
});
