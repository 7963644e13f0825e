namespace ActorKube.Pbm;

/// <summary>Turns Ctrl-C into the cancellation of the running command. A second Ctrl-C, or one while nothing runs, ends the program as usual.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly bool _isHooked;
    private CancellationTokenSource? _running;

    public Interrupts(bool isHooked)
    {
        _isHooked = isHooked;
        if (isHooked)
            Console.CancelKeyPress += OnCancelKeyPress;
    }

    /// <summary>The cancellation of a command that begins now; the caller disposes it when the command has ended.</summary>
    public CancellationTokenSource Begin(CancellationToken outer) => _running = CancellationTokenSource.CreateLinkedTokenSource(outer);

    public void Dispose()
    {
        if (_isHooked)
            Console.CancelKeyPress -= OnCancelKeyPress;
    }

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs pressed)
    {
        try
        {
            if (_running is { IsCancellationRequested: false } running)
            {
                running.Cancel();
                pressed.Cancel = true;
            }
        }
        catch (ObjectDisposedException)
        {
            // The command has ended in this very moment.
        }
    }
}
