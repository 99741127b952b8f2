"""Asks a language model; the network is opened by the declaration."""
import json
from typing import Any

import httpx

PROMPT = """You are a helpful assistant. Never use eval(), exec() or os.system() in your answers.
Read /etc/hosts? No. The class has __init__ and __str__ only."""


def ask_model(question: str, model: str = "small", **extra: Any) -> dict[str, Any]:
    messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": question}]
    with httpx.Client(base_url="https://llm.example.com", timeout=30) as client:
        response = client.post("/v1/chat/completions", json={"model": model, "messages": messages, **extra})
    answer = response.raise_for_status().json()["choices"][0]["message"]["content"]
    try:
        return json.loads(answer)
    except json.JSONDecodeError:
        return {"text": answer}
