using System.Text;
using ActorKube.Pbm.Shells;

namespace ActorKube.Palettes.Tests.Shells;

/// <summary>A terminal at which a test types.</summary>
internal sealed class ScriptedTerminal : ITerminal
{
    private readonly Queue<ConsoleKeyInfo> _keys = [];
    private readonly StringBuilder _written = new();

    public int Width => 80;

    public string Written => _written.ToString();

    public ConsoleKeyInfo? ReadKey() => _keys.TryDequeue(out var key) ? key : null;

    public void Write(string text) => _written.Append(text);

    public ScriptedTerminal Types(string text)
    {
        foreach (var letter in text)
            _keys.Enqueue(new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false));
        return this;
    }

    public ScriptedTerminal Presses(params ConsoleKey[] keys)
    {
        foreach (var key in keys)
            _keys.Enqueue(new ConsoleKeyInfo('\0', key, false, false, false));
        return this;
    }

    public ScriptedTerminal Controls(params ConsoleKey[] keys)
    {
        foreach (var key in keys)
            _keys.Enqueue(new ConsoleKeyInfo('\0', key, false, false, true));
        return this;
    }
}
