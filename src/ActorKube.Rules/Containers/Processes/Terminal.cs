namespace ActorKube.Rules.Containers.Processes;

/// <summary>
/// The terminal between a person and a process, as a kernel's line discipline has it: shows what is typed, gives whole lines to the process, edits them, and
/// turns line ends into what a raw terminal needs.
/// </summary>
/// <remarks>Source: termios(3), canonical mode with ICRNL, ECHO, ECHOE, ECHOCTL, ISIG and ONLCR.</remarks>
public sealed class Terminal
{
    /// <summary>Bytes of a line; what is typed beyond is lost, as in a kernel.</summary>
    private const int LongestLine = 4095;

    private const byte CtrlC = 3;
    private const byte CtrlD = 4;
    private const byte Backspace = 8;
    private const byte CtrlU = 21;
    private const byte CtrlBackslash = 28;
    private const byte Delete = 127;

    private readonly List<byte> _line = [];
    private readonly List<byte> _echo = [];

    /// <summary>Takes what was typed: whole lines go to the process, and Ctrl-C interrupts it.</summary>
    /// <returns>What the terminal shows of it.</returns>
    public ReadOnlyMemory<byte> Type(ReadOnlySpan<byte> typed, SimulatedProcess process)
    {
        foreach (var symbol in typed)
            Type(symbol, process);
        ReadOnlyMemory<byte> echo = _echo.ToArray();
        _echo.Clear();
        return echo;
    }

    /// <summary>What a process has written, as the terminal takes it.</summary>
    public static ReadOnlyMemory<byte> Shown(ReadOnlyMemory<byte> written)
    {
        var lines = written.Span.Count((byte)'\n');
        if (lines == 0)
            return written;
        var shown = new List<byte>(written.Length + lines);
        foreach (var symbol in written.Span)
        {
            if (symbol == '\n')
                shown.Add((byte)'\r');
            shown.Add(symbol);
        }
        return shown.ToArray();
    }

    private void Type(byte symbol, SimulatedProcess process)
    {
        switch (symbol)
        {
            case (byte)'\r' or (byte)'\n':
                _line.Add((byte)'\n');
                _echo.AddRange("\r\n"u8);
                Give(process);
                break;
            case CtrlC or CtrlBackslash:
                _line.Clear();
                _echo.AddRange(symbol == CtrlC ? "^C\r\n"u8 : "^\\\r\n"u8);
                process.Interrupt();
                break;
            case CtrlD when _line.Count == 0:
                process.Input.EndOnce();
                break;
            case CtrlD:
                Give(process);
                break;
            case Backspace or Delete:
                Erase();
                break;
            case CtrlU:
                while (_line.Count > 0)
                    Erase();
                break;
            case var _ when _line.Count >= LongestLine:
                break;
            case < 32 and not (byte)'\t':
                _line.Add(symbol);
                _echo.Add((byte)'^');
                _echo.Add((byte)(symbol + 64));
                break;
            default:
                _line.Add(symbol);
                _echo.Add(symbol);
                break;
        }
    }

    private void Give(SimulatedProcess process)
    {
        process.Input.Put(_line.ToArray());
        _line.Clear();
    }

    /// <summary>Takes the last letter back, which may be several bytes.</summary>
    private void Erase()
    {
        var had = _line.Count;
        while (_line.Count > 0)
        {
            var last = _line[^1];
            _line.RemoveAt(_line.Count - 1);
            if ((last & 0xc0) != 0x80)
                break;
        }
        if (_line.Count < had)
            _echo.AddRange("\b \b"u8);
    }
}
