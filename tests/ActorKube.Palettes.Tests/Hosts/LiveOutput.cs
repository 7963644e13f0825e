using System.Text;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>Output that a test can wait on while the program still runs.</summary>
internal sealed class LiveOutput : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Wanted, TaskCompletionSource Seen)> _waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
            foreach (var (_, seen) in _waiting.Where(wait => _text.ToString().Contains(wait.Wanted)))
                seen.TrySetResult();
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public Task SeenAsync(string wanted)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_text.ToString().Contains(wanted))
                seen.SetResult();
            else
                _waiting.Add((wanted, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public override string ToString()
    {
        lock (_gate)
            return _text.ToString();
    }
}
