namespace ActorKube.Pbm.Shells;

/// <summary>The terminal of this process. While a key is awaited, Ctrl-C is a key like any other.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    public int Width => Math.Max(20, Console.WindowWidth);

    public ConsoleKeyInfo? ReadKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    public void Write(string text) => Console.Out.Write(text);
}
