// The message line belongs to both pages, the app's and headquarters'.
export { MessageLine, MessagesProvider, useMessages } from '../components/messages.tsx';
